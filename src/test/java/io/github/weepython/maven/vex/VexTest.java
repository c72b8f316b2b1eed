package io.github.weepython.maven.vex;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.rootfs.DistrolessBase;
import io.github.weepython.maven.debian.rootfs.TestDeb;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.sbom.CycloneDx;
import io.github.weepython.maven.sbom.InputDigests;
import io.github.weepython.maven.sbom.Inventory;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.VexSources;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VexTest {
  private static final ImageSpec SPEC = Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG);

  private static final PatchList PATCHES =
      new PatchList(
          List.of(
              new Patch("CVE-2026-6019-2.patch", 1, "--- a\n+++ b\n"),
              new Patch("CVE-2025-8194.patch", 1, "--- a\n+++ b\n")),
          Backports.GIVEN);

  private static final String USERS =
      """
      {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "x", "author": "the team",
       "timestamp": "2026-03-01T00:00:00Z", "version": 1, "statements": [
        {"vulnerability": {"name": "CVE-2025-8194"}, "status": "under_investigation"},
        {"vulnerability": "CVE-2020-0001", "status": "not_affected",
         "justification": "vulnerable_code_not_in_execute_path",
         "products": [{"@id": "pkg:oci/team/python"}]}]}
      """;

  @TempDir Path dir;

  private Path file(String name, String text) throws Exception {
    return Files.writeString(dir.resolve(name), text);
  }

  private Inventory inventory(Path... more) throws Exception {
    List<Path> debs = new ArrayList<>(List.of(more));
    debs.add(0, Path.of("src/test/resources/debs/netbase_6.4_all.deb"));
    FileTree base =
        DistrolessBase.tree(Files.createDirectory(dir.resolve("root")), debs, path -> false);
    base.put(Entry.file("usr/local/lib/python3.13/json/__init__.py", 0644, Content.of("")));
    return inventory(SPEC, "3.13.5-wee", base);
  }

  /** An image of this file alone. */
  private Inventory inventory(ImageSpec spec, String path) throws Exception {
    FileTree tree = new FileTree();
    tree.put(Entry.file(path, 0644, Content.of("")));
    return inventory(spec, "x", tree);
  }

  private Inventory inventory(ImageSpec spec, String tag, FileTree tree) throws Exception {
    Image image =
        ImageAssembler.assemble(
            List.of(new LayerWriter(1).write("files", tree, dir.resolve("b"), 0, Compression.FAST)),
            ImageConfig.of(Platform.parse("linux/amd64"), Instant.EPOCH),
            Map.of());
    return Inventory.of(spec, image, tag, PATCHES, InputDigests.NONE);
  }

  private ImageSpec spec() throws Exception {
    return Specs.knowing(
        SPEC,
        new VexSources(
            List.of(file("own.json", USERS)),
            Optional.of(
                file(
                    "pruned.list",
                    """
                    # What we looked up.
                    CVE-2021-0001 module idlelib
                    CVE-2021-0002 module json   # It is there.
                    CVE-2021-0003 module _sqlite3
                    CVE-2021-0004 package perl-base
                    CVE-2021-0005 package netbase
                    CVE-2021-0006 file /usr/bin/perl
                    CVE-2021-0007 file /etc/protocols
                    CVE-2026-6019 package perl-base
                    """)),
            Optional.empty()));
  }

  private static Map<String, JsonNode> by(JsonNode all, String pointer) {
    Map<String, JsonNode> found = new TreeMap<>();
    all.forEach(node -> found.put(node.at(pointer).asText(), node));
    return found;
  }

  @Test
  void saysWhatWasPatchedWhatWasPrunedAndWhatTheUserSays() throws Exception {
    Inventory inventory = inventory();
    List<VexStatement> statements = Vex.of(spec(), inventory, PATCHES, Optional.empty());
    JsonNode vex = JSON.readTree(OpenVex.of(SPEC, inventory.image(), statements, Backports.GIVEN));
    Map<String, JsonNode> by = by(vex.path("statements"), "/vulnerability/name");
    assertThat(by.keySet())
        .containsExactly(
            "CVE-2020-0001",
            "CVE-2021-0001",
            "CVE-2021-0004",
            "CVE-2021-0006",
            "CVE-2025-8194",
            "CVE-2026-6019");
    assertThat(by.get("CVE-2026-6019").path("status").asText()).isEqualTo("fixed");
    assertThat(by.get("CVE-2021-0001").path("justification").asText())
        .isEqualTo("component_not_present");
    assertThat(by.get("CVE-2021-0004").path("justification").asText())
        .isEqualTo("component_not_present");
    // The user's word counts before wee's, and inherits what it had from its document.
    assertThat(by.get("CVE-2025-8194").path("status").asText()).isEqualTo("under_investigation");
    assertThat(by.get("CVE-2025-8194").path("timestamp").asText())
        .isEqualTo("2026-03-01T00:00:00Z");
    assertThat(by.get("CVE-2025-8194").at("/products/0/@id").asText())
        .startsWith("pkg:oci/python@");
    assertThat(by.get("CVE-2020-0001").at("/products/0/@id").asText())
        .isEqualTo("pkg:oci/team/python");
  }

  @Test
  void saysTheSameInTheSbom() throws Exception {
    Inventory inventory = inventory();
    List<VexStatement> statements = Vex.of(spec(), inventory, PATCHES, Optional.empty());
    Path file = dir.resolve(CycloneDx.FILE);
    CycloneDx.write(inventory, CycloneDxVex.of(inventory, statements), file);
    byte[] sbom = Files.readAllBytes(file);
    assertThat(new JsonParser().validate(sbom, Version.VERSION_16)).isEmpty();
    Map<String, JsonNode> by = by(JSON.readTree(sbom).path("vulnerabilities"), "/id");
    assertThat(by.keySet())
        .containsExactlyElementsOf(statements.stream().map(VexStatement::cve).toList());
    assertThat(by.get("CVE-2026-6019").at("/analysis/state").asText()).isEqualTo("resolved");
    assertThat(by.get("CVE-2026-6019").at("/affects/0/ref").asText())
        .isEqualTo("pkg:generic/python@3.13.5");
    assertThat(by.get("CVE-2021-0004").at("/analysis/justification").asText())
        .isEqualTo("code_not_present");
    assertThat(by.get("CVE-2021-0004").at("/affects/0/ref").asText())
        .isEqualTo(inventory.image().oci());
    assertThat(by.get("CVE-2025-8194").at("/analysis/state").asText()).isEqualTo("in_triage");
    assertThat(by.get("CVE-2020-0001").at("/analysis/justification").asText())
        .isEqualTo("code_not_reachable");
  }

  @Test
  void saysWhatDebianFixedInTheImagesVersions() throws Exception {
    Inventory inventory = inventory();
    SecurityTracker tracker;
    try (InputStream in = Files.newInputStream(Path.of("src/test/resources/tracker/data.json"))) {
      tracker = SecurityTracker.read(in, Set.of("netbase"));
    }
    List<VexStatement> statements = Vex.of(SPEC, inventory, PATCHES, Optional.of(tracker));
    assertThat(statements.stream().map(VexStatement::cve))
        .containsExactly("CVE-2024-0003", "CVE-2025-8194", "CVE-2026-6019");
    assertThat(statements.get(0))
        .isEqualTo(
            new VexStatement(
                "CVE-2024-0003",
                "fixed",
                "",
                "Debian fixed it in netbase 6.4~rc1",
                List.of("pkg:deb/debian/netbase@6.4?arch=all&distro=debian-13"),
                Optional.empty()));
  }

  @Test
  void saysItOfTheFixedVersionAloneWhereASourceHasTwo() throws Exception {
    Path older =
        TestDeb.write(
            dir.resolve("older.deb"),
            "Package: netbase-more\nSource: netbase\nVersion: 6.2\nArchitecture: all\n",
            tar -> {});
    SecurityTracker tracker;
    try (InputStream in = Files.newInputStream(Path.of("src/test/resources/tracker/data.json"))) {
      tracker = SecurityTracker.read(in, Set.of("netbase"));
    }
    assertThat(Vex.of(SPEC, inventory(older), PATCHES, Optional.of(tracker)))
        .filteredOn(statement -> statement.cve().equals("CVE-2024-0003"))
        .singleElement()
        .extracting(VexStatement::subcomponents)
        .isEqualTo(List.of("pkg:deb/debian/netbase@6.4?arch=all&distro=debian-13"));
  }

  @Test
  void saysThatNobodyBackportsFixes() throws Exception {
    Backports none =
        new Backports(Optional.of("Debian trixie does not patch it"), Optional.empty());
    Digest image = Digest.of("image");
    JsonNode vex = JSON.readTree(OpenVex.of(SPEC, image, List.of(), none));
    assertThat(vex.path("tooling").asText())
        .isEqualTo(
            "wee-maven-plugin. CPython 3.13.5 gets no backported security fixes: Debian trixie"
                + " does not patch it.");
    vex = JSON.readTree(OpenVex.of(SPEC, image, List.of(), Backports.GIVEN));
    assertThat(vex.has("tooling")).isFalse();
  }

  @Test
  void givesTheSameBytesEachTime() throws Exception {
    Inventory inventory = inventory();
    byte[] first =
        OpenVex.of(
            SPEC,
            inventory.image(),
            Vex.of(spec(), inventory, PATCHES, Optional.empty()),
            Backports.GIVEN);
    assertThat(
            OpenVex.of(
                SPEC,
                inventory.image(),
                Vex.of(spec(), inventory, PATCHES, Optional.empty()),
                Backports.GIVEN))
        .isEqualTo(first);
    assertThat(new String(first, StandardCharsets.UTF_8)).contains("2026-01-01T00:00:00Z");
  }

  /** The layer of pip has ensurepip, which the standard library's own layer lacks. */
  @Test
  void saysOfAFreeThreadedImageOnlyWhatItLacks() throws Exception {
    VulnerabilityCarriers listed =
        VulnerabilityCarriers.read(
            file("listed", "CVE-2021-0001 module ensurepip\r\nCVE-2021-0002 module idlelib\r\n"));
    ImageSpec freeThreaded = Specs.freeThreaded("3.14.2");
    Inventory inventory =
        inventory(freeThreaded, "usr/local/lib/python3.14t/ensurepip/__init__.py");
    assertThat(listed.statements(freeThreaded, inventory))
        .extracting(VexStatement::cve)
        .containsExactly("CVE-2021-0002");
  }

  @Test
  void refusesFilesThatAreWrongBeforeAnyWork() throws Exception {
    assertRefused("{", "can't be read as JSON");
    assertRefused("{\"statements\": []}", "is not an OpenVEX document");
    assertRefused(USERS.replace("under_investigation", "harmless"), "'harmless' for CVE-2025-8194");
    assertRefused(
        USERS.replace("vulnerable_code_not_in_execute_path", "because"),
        "unknown justification 'because' for CVE-2020-0001");
    assertRefused(
        USERS.replace("\"justification\": \"vulnerable_code_not_in_execute_path\",", ""),
        "not_affected for CVE-2020-0001 without a justification");
    assertRefused(
        USERS.replace(
            "\"justification\": \"vulnerable_code_not_in_execute_path\",",
            "\"justification\": null, \"impact_statement\": null,"),
        "not_affected for CVE-2020-0001 without a justification");
    assertRefused(
        USERS.replace("\"CVE-2020-0001\"", "\"\""), "names no vulnerability in statement 2");
    Path list = file("list", "CVE-2021-0001 idlelib\n");
    assertThatThrownBy(
            () ->
                Vex.check(
                    Specs.knowing(
                        SPEC, new VexSources(List.of(), Optional.of(list), Optional.empty()))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("line 1, is 'CVE-2021-0001 idlelib'")
        .hasMessageContaining("<prunedVulnerabilities>");
    assertThatThrownBy(
            () ->
                Vex.check(
                    Specs.knowing(
                        SPEC,
                        new VexSources(
                            List.of(dir.resolve("none")), Optional.empty(), Optional.empty()))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("none can't be read")
        .hasMessageContaining("<vex>");
  }

  private void assertRefused(String document, String why) throws Exception {
    Path file = file("wrong.json", document);
    ImageSpec spec =
        Specs.knowing(SPEC, new VexSources(List.of(file), Optional.empty(), Optional.empty()));
    assertThatThrownBy(() -> Vex.check(spec))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(why);
  }

  @Test
  void saysNothingOfALinkAFolderOrWhatIsBelowALink() throws Exception {
    FileTree tree = new FileTree();
    tree.put(Entry.symlink("lib", "usr/lib"));
    tree.put(Entry.symlink("usr/lib/libz.so.1", "libz.so.1.3.1"));
    tree.put(Entry.file("usr/lib/libz.so.1.3.1", 0644, Content.of("")));
    String listed =
        "CVE-2021-0001 file /usr/lib/libz.so.1\nCVE-2021-0002 file /lib/libz.so.1.3.1\n"
            + "CVE-2021-0003 file /usr/lib\nCVE-2021-0004 file /usr/lib/libtk8.6.so\n";
    assertThat(
            VulnerabilityCarriers.read(file("listed", listed))
                .statements(SPEC, inventory(SPEC, "x", tree)))
        .extracting(VexStatement::cve)
        .containsExactly("CVE-2021-0004");
  }

  @Test
  void saysNothingWhereOneOfSeveralCarriersIsThere() throws Exception {
    String two = "CVE-2021-0009 package perl-base\nCVE-2021-0009 package netbase\n";
    assertThat(VulnerabilityCarriers.read(file("two", two)).statements(SPEC, inventory()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@id\": \"pkg:oci/other\"}",
        "{\"identifiers\": {\"cpe23\": \"cpe:2.3:a:team:python:*:*:*:*:*:*:*:*\"}}"
      })
  void saysNothingInTheSbomOfAnotherImage(String product) throws Exception {
    String others = USERS.replace("{\"@id\": \"pkg:oci/team/python\"}", product);
    Path other = file("other.json", others);
    VexSources sources = new VexSources(List.of(other), Optional.empty(), Optional.empty());
    List<VexStatement> all =
        Vex.of(Specs.knowing(SPEC, sources), inventory(), PATCHES, Optional.empty());
    assertThat(by(CycloneDxVex.of(inventory(SPEC, "x"), all), "/id"))
        .containsKey("CVE-2025-8194")
        .doesNotContainKey("CVE-2020-0001");
  }
}
