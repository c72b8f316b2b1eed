package io.github.weepython.maven.trust;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An image of two packages, and what others say of it. */
class ContentCheckTest {
  private static final String LIBC = "\"pkg:deb/debian/libc6@2.41-12%2Bdeb13u1?arch=amd64\"";
  private static final String ZLIB =
      "\"pkg:deb/debian/zlib1g@1:1.3.dfsg+really1.3.1-1?arch=amd64\"";

  private static final String STATUS = "Package: libc6\nVersion: 2.41-12+deb13u1\n";
  private static final String ZLIB_STATUS = "Package: zlib1g\nVersion: 1:1.3.dfsg+really1.3.1-1\n";
  private static final String RELEASE = "VERSION_ID=\"13\"\n";

  @TempDir Path dir;
  private ContentCheck check;

  @BeforeEach
  void readLayer() throws IOException {
    FileTree tree = new FileTree();
    put(tree, "var/lib/dpkg/status.d/libc6", STATUS);
    put(tree, "var/lib/dpkg/status.d/z", ZLIB_STATUS);
    put(tree, "usr/bin/python3", "elf");
    put(tree, "usr/lib/os-release", RELEASE);
    Path blob = dir.resolve("layer");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(blob))) {
      new TarWriter(0).write(tree, out);
    }
    LayerContents contents = new LayerContents();
    contents.add(blob);
    check = new ContentCheck("linux/amd64", contents);
  }

  private static void put(FileTree tree, String path, String text) {
    tree.put(Entry.file(path, 0644, Content.of(text)));
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  private TrustCheck sbom(String files, String... purls) throws IOException {
    StringBuilder components = new StringBuilder();
    for (String purl : purls) {
      components.append(components.isEmpty() ? "" : ",");
      components.append("{\"type\":\"library\",\"purl\":").append(purl).append('}');
    }
    return check.sbom(
        json(
            "{\"components\":[%s],\"metadata\":{\"component\":{\"components\":[%s]}}}"
                .formatted(components, files)));
  }

  private static String file(String name, String sha256) {
    return "{\"type\":\"file\",\"name\":\"%s\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"%s\"}]}"
        .formatted(name, sha256);
  }

  @ParameterizedTest
  @CsvSource({"/usr/bin/python3", "./usr/bin/python3", "usr/bin/python3"})
  void anSbomThatSaysWhatIsThereHolds(String name) throws IOException {
    TrustCheck row =
        sbom(file(name, Digest.of("elf").hex()) + "," + others(), LIBC, ZLIB, "\"pkg:pypi/x@1\"");
    assertThat(row.outcome()).isEqualTo(TrustCheck.Outcome.OK);
    assertThat(row.detail()).isEqualTo("2 packages as dpkg records them, 4 files");
  }

  /** The files of the image beside the interpreter. */
  private static String others() {
    return String.join(
        ",",
        file("/var/lib/dpkg/status.d/libc6", Digest.of(STATUS).hex()),
        file("/var/lib/dpkg/status.d/z", Digest.of(ZLIB_STATUS).hex()),
        file("/usr/lib/os-release", Digest.of(RELEASE).hex()));
  }

  @Test
  void namesTheFileThatAnSbomOfAllFilesForgets() throws IOException {
    TrustCheck row = sbom(others(), LIBC, ZLIB);
    assertThat(row.isFailure()).isTrue();
    assertThat(row.detail()).isEqualTo("it lacks the file /usr/bin/python3, which is in the image");
  }

  @Test
  void anSbomOfSomeFilesMayLeaveOutOthers() throws IOException {
    TrustCheck row =
        check.sbom(
            json(
                "{\"components\":[%s,{\"purl\":%s},{\"purl\":%s}]}"
                    .formatted(file("/usr/bin/python3", Digest.of("elf").hex()), LIBC, ZLIB)));
    assertThat(row.detail()).isEqualTo("2 packages as dpkg records them, 1 files");
  }

  private TrustCheck spdx(String python, String more) throws IOException {
    return check.spdx(
        json(
            """
            {"packages": [
              {"SPDXID": "SPDXRef-Image", "filesAnalyzed": true, "hasFiles": ["SPDXRef-File-1"]},
              {"SPDXID": "SPDXRef-c", "externalRefs": [{"referenceLocator": %s}]}],
             "files": [{"SPDXID": "SPDXRef-File-1", "fileName": "./usr/bin/python3", "checksums": [
               {"algorithm": "SHA1", "checksumValue": "00"},
               {"algorithm": "SHA256", "checksumValue": "%s"}]}%s],
             "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT",
               "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-Image"}]}
            """
                .formatted(LIBC, python, more)));
  }

  @Test
  void comparesAnSpdxDocumentWithTheLayersToo() throws IOException {
    String evil = Digest.of("evil").hex();
    TrustCheck row = spdx(evil, "");
    assertThat(row.name()).isEqualTo("spdx content");
    assertThat(row.isFailure()).isTrue();
    assertThat(row.detail())
        .isEqualTo(
            "it says /usr/bin/python3 is %s, but it is %s; it lacks the file /usr/lib/os-release,"
                    .formatted(evil, Digest.of("elf").hex())
                + " which is in the image; it lacks the file /var/lib/dpkg/status.d/libc6, which is"
                + " in the image; and 2 more");
  }

  @Test
  void namesThePackagesThatAnSbomInventsOrForgets() throws IOException {
    TrustCheck row = sbom("", LIBC, "\"pkg:deb/debian/openssl@3.5.1-1\"");
    assertThat(row.isFailure()).isTrue();
    assertThat(row.detail())
        .isEqualTo(
            "it lists openssl 3.5.1-1, which the image lacks; it lacks zlib1g"
                + " 1:1.3.dfsg+really1.3.1-1, which is in the image");
  }

  @Test
  void namesTheFilesThatAreOthersOrNotThere() throws IOException {
    String evil = Digest.of("evil").hex();
    TrustCheck row =
        sbom(file("/usr/bin/python3", evil) + "," + file("/usr/bin/sh", evil), LIBC, ZLIB);
    assertThat(row.isFailure()).isTrue();
    assertThat(row.detail())
        .contains("it says /usr/bin/python3 is " + evil + ", but it is " + Digest.of("elf").hex())
        .contains("it lists the file /usr/bin/sh, which the image lacks");
  }

  @Test
  void showsThreeOfManyDifferences() throws IOException {
    String[] purls = new String[9];
    for (int i = 0; i < 9; i++) {
      purls[i] = "\"pkg:deb/debian/p%d@1\"".formatted(i);
    }
    assertThat(sbom("", purls).detail())
        .startsWith("it lists p0 1, which the image lacks; it lists p1 1")
        .doesNotContain("p3")
        .endsWith("; and 8 more");
  }

  private TrustCheck provenance(String platform, String digest, String... uris) throws IOException {
    StringBuilder inputs = new StringBuilder();
    for (String uri : uris) {
      inputs.append(inputs.isEmpty() ? "" : ",");
      inputs.append("{\"uri\":%s,\"digest\":{\"sha256\":\"%s\"}}".formatted(uri, digest));
    }
    return check.provenance(
        json(
            """
            {"buildDefinition": {
              "buildType": "https://github.com/weepython/wee-maven-plugin/build/v1",
              "externalParameters": {"platform": "%s"},
              "resolvedDependencies": [%s]}}
            """
                .formatted(platform, inputs)),
        json("{\"os\":\"linux\",\"architecture\":\"amd64\"}"));
  }

  @Test
  void provenanceThatNamesEveryInputHolds() throws IOException {
    String digest = Digest.of("x").hex();
    TrustCheck row = provenance("linux/amd64", digest, LIBC, ZLIB, "\"https://python.org/x\"");
    assertThat(row.outcome()).isEqualTo(TrustCheck.Outcome.OK);
    assertThat(row.detail()).isEqualTo("3 inputs");
  }

  @Test
  void namesWhatProvenanceDoesNotAccountFor() throws IOException {
    assertThat(provenance("linux/arm64", "short", LIBC).detail())
        .contains("has no digest")
        .contains("no input is zlib1g 1:1.3.dfsg+really1.3.1-1, which is in the image")
        .contains("it is about linux/arm64, and the image is for linux/amd64");
  }

  @Test
  void readsNothingIntoTheProvenanceOfAnotherBuilder() throws IOException {
    TrustCheck row =
        check.provenance(
            json("{\"buildDefinition\":{\"buildType\":\"https://mobyproject.org/x\"}}"),
            json("{}"));
    assertThat(row.outcome()).isEqualTo(TrustCheck.Outcome.NONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOKWORM", "TRIXIE"})
  void anImageOfNoOlderDebianHolds(Suite oldest) {
    assertThat(check.suite(oldest).outcome()).isEqualTo(TrustCheck.Outcome.OK);
  }

  @Test
  void anImageWithoutAReleaseIsNoneOfAnySuite() {
    TrustCheck row = new ContentCheck("x", new LayerContents()).suite(Suite.BOOKWORM);
    assertThat(row.isFailure()).isTrue();
    assertThat(row.detail())
        .isEqualTo(
            "expected Debian 12 (bookworm) or newer, found no VERSION_ID in usr/lib/os-release");
  }
}
