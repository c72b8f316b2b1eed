package io.github.weepython.maven.imagediff;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.trust.LayerContents;
import io.github.weepython.maven.trust.LayerContents.Attributes;
import io.github.weepython.maven.vex.SecurityTracker;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ImageDiffTest {
  private static ImageSummary image(
      long compressed, Map<String, String> packages, Map<String, String> files, String patches) {
    Map<String, Digest> digests = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    files.forEach(
        (path, text) -> {
          digests.put(path, Digest.of(text));
          sizes.put(path, 1000L * text.length());
        });
    Map<String, String> settings = Map.of("label io.github.weepython.patches", patches);
    String content = compressed + packages.toString() + files + patches;
    return new ImageSummary(
        Digest.of(content),
        compressed,
        packages,
        packages.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    // Such as libssl3t64:openssl, where the source package has another name.
                    packaged -> packaged.getKey().replaceFirst(".*:", ""),
                    Collectors.mapping(Map.Entry::getValue, Collectors.toSet()))),
        Optional.of(13),
        digests,
        sizes,
        Map.of(),
        settings,
        Optional.empty());
  }

  @Test
  void theSameImageDiffersInNothing() {
    ImageSummary image = image(1, Map.of("a", "1"), Map.of("f", "x"), "");
    assertThat(ImageDiff.lines(image, image, Optional.empty())).isEmpty();
  }

  @Test
  void saysWhatAReleaseNoteHas() {
    ImageSummary before =
        image(
            2_000_000,
            Map.of("libssl3t64", "3.5.1-1", "gone", "1.0", "older", "1.0-2"),
            Map.of("etc/old", "ab", "etc/kept", "k", "etc/changed", "a"),
            "one.patch CVE-2025-1111.patch");
    ImageSummary after =
        image(
            2_010_000,
            Map.of("libssl3t64", "3.5.1-1~deb13u1", "new", "2.0", "older", "1.0-10"),
            Map.of("etc/new", "abc", "etc/kept", "k", "etc/changed", "ab"),
            "one.patch CVE-2026-6019.patch");
    assertThat(ImageDiff.lines(before, after, Optional.empty()))
        .containsExactly(
            "digest %s, was %s".formatted(after.digest().oci(), before.digest().oci()),
            "patch added: CVE-2026-6019.patch",
            "patch removed: CVE-2025-1111.patch",
            "fixed in CPython by patches: CVE-2026-6019",
            "no longer patched in CPython: CVE-2025-1111",
            "package removed: gone 1.0",
            "package down: libssl3t64 3.5.1-1 -> 3.5.1-1~deb13u1",
            "package added: new 2.0",
            "package up: older 1.0-2 -> 1.0-10",
            "files: 1 added, 1 removed, 1 changed",
            "file added: /etc/new (3.0 kB)",
            "file changed: /etc/changed (2.0 kB, was 1.0 kB)",
            "file removed: /etc/old (2.0 kB)",
            "2.01 MB compressed, was 2.00 MB (+10.0 kB); 0.01 MB unpacked, was 0.00 MB (+2.0 kB)");
  }

  @Test
  void saysWhichVulnerabilitiesOfDebiansPackagesWereOpenedAndFixed() throws Exception {
    String json =
        """
        {"openssl": {
          "CVE-2026-1": {"releases": {"trixie": {"status": "resolved", "fixed_version": "3.5.2-1", "urgency": "high"}}},
          "CVE-2026-2": {"releases": {"trixie": {"status": "open", "urgency": "low"}}},
          "CVE-2026-3": {"releases": {"trixie": {"status": "undetermined", "urgency": "low"},
            "bookworm": {"status": "open", "urgency": "low"}}}},
         "perl": {"CVE-2026-4": {"releases": {"trixie": {"status": "open", "urgency": "unimportant"}}}},
         "zlib": {"CVE-2026-5": {"releases": {"trixie": {"status": "open", "urgency": "not yet assigned"}}}},
         "other": {"CVE-2026-6": {"releases": {"trixie": {"status": "open", "urgency": "high"}}}}}
        """;
    ImageSummary before =
        image(1, Map.of("openssl", "3.5.1-1", "perl", "5.40"), Map.of("f", "x"), "");
    ImageSummary after =
        image(1, Map.of("openssl", "3.5.2-1", "zlib", "1.3"), Map.of("f", "x"), "");
    SecurityTracker tracker =
        SecurityTracker.read(
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
            Set.of("openssl", "perl", "zlib"));
    List<String> lines = ImageDiff.lines(before, after, Optional.of(tracker));
    assertThat(lines)
        .containsSubsequence(
            "vulnerability opened: CVE-2026-5 in zlib 1.3 (not yet assigned)",
            "vulnerability fixed: CVE-2026-1 in openssl 3.5.2-1 (high)",
            "vulnerability gone: CVE-2026-4 in perl, which was removed (unimportant)",
            "open in Debian's packages: 2, was 3");
    assertThat(lines.stream().filter(line -> line.contains("CVE"))).hasSize(3);
    assertThat(ImageDiff.lines(before, after, Optional.empty()))
        .noneMatch(line -> line.contains("CVE"));
  }

  @Test
  void aSourceOfTwoVersionsIsFixedOnceAllOfItsPackagesAre() throws Exception {
    String json =
        """
        {"openssl": {"CVE-2026-1": {"releases": {"trixie":
          {"status": "resolved", "fixed_version": "3.5.2-1", "urgency": "high"}}}}}
        """;
    SecurityTracker tracker =
        SecurityTracker.read(
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Set.of("openssl"));
    List<ImageSummary> images = new ArrayList<>();
    for (String versions : List.of("3.5.1-1 3.5.1-1", "3.5.1-1 3.5.2-1", "3.5.2-1 3.5.2-1")) {
      String[] pair = versions.split(" ");
      Map<String, String> packages = Map.of("libssl3t64:openssl", pair[0], "openssl", pair[1]);
      images.add(image(1, packages, Map.of(), ""));
    }
    assertThat(ImageDiff.lines(images.get(0), images.get(1), Optional.of(tracker)))
        .contains("open in Debian's packages: 1, was 1")
        .noneMatch(line -> line.startsWith("vulnerability "));
    assertThat(ImageDiff.lines(images.get(1), images.get(2), Optional.of(tracker)))
        .contains("vulnerability fixed: CVE-2026-1 in openssl 3.5.2-1 (high)");
    assertThat(ImageDiff.lines(images.get(2), images.get(1), Optional.of(tracker)))
        .contains("vulnerability opened: CVE-2026-1 in openssl 3.5.1-1 and 3.5.2-1 (high)");
  }

  private static ImageSummary python(String release, int debian, String patches) {
    return new ImageSummary(
        Digest.of(release + patches),
        1,
        Map.of(),
        Map.of(),
        Optional.of(debian),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("variable PYTHON_VERSION", release, "label io.github.weepython.patches", patches),
        Optional.empty());
  }

  private static List<String> vulnerabilities(ImageSummary before, ImageSummary after)
      throws Exception {
    String json =
        """
        {"python3.13": {
          "CVE-2026-0001": {"releases": {"sid": {"status": "resolved", "fixed_version": "3.13.9-1", "urgency": "high"},
            "trixie": {"status": "open", "urgency": "high"}}},
          "CVE-2026-0002": {"releases": {"sid": {"status": "open", "urgency": "low"}, "trixie": {"status": "open", "urgency": "low"}}},
          "CVE-2026-0003": {"releases": {"trixie": {"status": "open", "urgency": "medium"}}},
          "CVE-2026-0004": {"releases": {"trixie": {"status": "undetermined", "urgency": "medium"}}}}}
        """;
    Set<String> sources = new TreeSet<>(before.trackedParts().names());
    sources.addAll(after.trackedParts().names());
    SecurityTracker tracker =
        SecurityTracker.read(
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), sources);
    return ImageDiff.lines(before, after, Optional.of(tracker)).stream()
        .filter(line -> line.matches("(vulnerabilit|open in|CPython).*"))
        .toList();
  }

  @Test
  void saysWhichVulnerabilitiesOfCpythonWereOpenedAndFixed() throws Exception {
    assertThat(
            vulnerabilities(python("3.13.5", 13, "CVE-2026-0003.patch"), python("3.13.15", 13, "")))
        .containsExactly(
            "open in Debian's packages: 0, was 0",
            "vulnerability opened: CVE-2026-0003 in CPython 3.13.15 (medium)",
            "vulnerability fixed: CVE-2026-0001 in CPython 3.13.15 (high)",
            "open in CPython: 2, was 2");
  }

  @Test
  void saysWhatOfVulnerabilitiesCouldNotBeCompared() throws Exception {
    assertThat(vulnerabilities(python("3.12.10", 13, ""), python("3.12.11", 99, "")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "vulnerabilities of Debian's packages are not compared: the newer image"
                            + " names no Debian release that wee knows"),
            line -> assertThat(line).startsWith("CPython 3.12.10 could not be audited"),
            line -> assertThat(line).startsWith("CPython 3.12.11 could not be audited"));
  }

  @Test
  void saysByWhichRecordsCpythonIsJudgedWhereDebiansReleaseIsNotKnown() throws Exception {
    assertThat(vulnerabilities(python("3.13.5", 99, ""), python("3.13.15", 99, "")))
        .contains(
            "CPython 3.13.5 is judged by Debian's records of python3.13 in sid, trixie, since it is"
                + " of no single Debian release that wee knows",
            "vulnerability fixed: CVE-2026-0001 in CPython 3.13.15 (high)");
  }

  @Test
  void saysWhichPythonDistributionsDiffer() {
    String site = "usr/local/lib/python3.13/site-packages/";
    ImageSummary before =
        image(
            1,
            Map.of(),
            Map.of(
                site + "requests-2.31.dist-info/METADATA", "a",
                site + "six-1.17.0.dist-info/METADATA", "a",
                site + "Flask_SQLAlchemy-3.0rc1.dist-info/METADATA", "a",
                site + "idna-3.10.dist-info/METADATA", "a",
                site + "packaging-24.1.dist-info/METADATA", "a",
                site + "setuptools/_vendor/packaging-24.0.dist-info/METADATA", "a"),
            "");
    ImageSummary after =
        image(
            1,
            Map.of(),
            Map.of(
                "app/lib/requests-2.32.dist-info/METADATA", "a",
                "app/lib/six-1.17.0.dist-info/METADATA", "b",
                "app/lib/flask_sqlalchemy-3.0.dist-info/METADATA", "a",
                "app/lib/idna-3.9.dist-info/METADATA", "a",
                "app/lib/packaging-24.1.dist-info/METADATA", "a",
                "app/lib/urllib3-2.5.0.dist-info/METADATA", "a",
                "app/lib/urllib3-2.5.0.dist-info/RECORD", "a"),
            "");
    assertThat(
            ImageDiff.lines(before, after, Optional.empty()).stream()
                .filter(line -> line.startsWith("distribution")))
        .containsExactly(
            "distribution up: flask-sqlalchemy 3.0rc1 -> 3.0",
            "distribution down: idna 3.10 -> 3.9",
            "distribution changed: packaging 24.0, 24.1 -> 24.1",
            "distribution up: requests 2.31 -> 2.32",
            "distribution added: urllib3 2.5.0");
  }

  private static Attributes file(int mode, int owner) {
    return new Attributes(Entry.Type.FILE, mode, owner, owner, "");
  }

  private static Attributes link(String target) {
    return new Attributes(Entry.Type.SYMLINK, 0777, 0, 0, target);
  }

  @Test
  void saysWhichLinksModesAndOwnersDiffer() {
    Map<String, Attributes> before =
        Map.of(
            "bin/kept", file(0755, 0),
            "bin/mine", file(0644, 1000),
            "bin/su", file(0755, 0),
            "bin/gone", file(02755, 0),
            "bin/python3", link("python3.13"),
            "bin/old", link("x"),
            "lib", new Attributes(Entry.Type.DIRECTORY, 0755, 0, 0, ""),
            "tmp", new Attributes(Entry.Type.DIRECTORY, 01777, 0, 0, ""));
    Map<String, Attributes> after =
        Map.of(
            "bin/kept", file(0755, 0),
            "bin/mine", file(0600, 0),
            "bin/su", file(04755, 0),
            "bin/plain", file(0755, 0),
            "bin/root", file(04755, 0),
            "bin/python3", link("python3.14"),
            "lib", link("usr/lib"),
            "tmp", new Attributes(Entry.Type.DIRECTORY, 0777, 0, 0, ""));
    assertThat(AttributeDiff.lines(before, after))
        .containsExactly(
            "mode of a removed file: /bin/gone 2755",
            "mode of an added file: /bin/root 4755",
            "mode changed: /bin/su 4755, was 0755",
            "mode changed: /bin/mine 0600, was 0644",
            "owner changed: /bin/mine 0:0, was 1000:1000",
            "link removed: /bin/old -> x",
            "link changed: /bin/python3 -> python3.14, was python3.13",
            "link added: /lib -> usr/lib",
            "mode changed: /tmp 0777, was 1777");
    assertThat(AttributeDiff.lines(after, after)).isEmpty();
    Map<String, Attributes> many = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      many.put("links/" + i, link("x"));
    }
    assertThat(AttributeDiff.lines(Map.of(), many))
        .hasSize(21)
        .endsWith("and 10 more changes of links, modes and owners");
  }

  @Test
  void namesTheFilesThatWeighMostAndCountsTheRest() {
    Map<String, String> many = new HashMap<>();
    for (int i = 1; i <= 30; i++) {
      many.put("opt/%02d".formatted(i), "x".repeat(i));
    }
    assertThat(
            ImageDiff.lines(
                image(1, Map.of(), Map.of(), ""), image(1, Map.of(), many, ""), Optional.empty()))
        .contains("file added: /opt/30 (30.0 kB)", "file added: /opt/11 (11.0 kB)")
        .contains("and 10 more, which weigh less")
        .doesNotContain("file added: /opt/10 (10.0 kB)");
  }

  @Test
  void settingsAreThoseOfTheConfig() throws Exception {
    ImageSummary image =
        ImageSummary.of(
            Digest.of("x"),
            JSON.readTree("{\"layers\": [{\"size\": 5}, {\"size\": 6}]}"),
            JSON.readTree(
                """
                {"os": "linux", "architecture": "amd64", "config": {"User": "65532",
                 "Env": ["PATH=/usr/bin", "EMPTY="], "Cmd": ["python3", "-V"],
                 "Labels": {"a": "b"}, "ExposedPorts": {"80/tcp": {}}}}
                """),
            new LayerContents(),
            Optional.empty());
    assertThat(image.compressed()).isEqualTo(11);
    assertThat(image.settings())
        .containsOnly(
            Map.entry("platform", "linux/amd64"),
            Map.entry("User", "65532"),
            Map.entry("variable PATH", "/usr/bin"),
            Map.entry("variable EMPTY", ""),
            Map.entry("Cmd", "python3 -V"),
            Map.entry("label a", "b"),
            Map.entry("ExposedPorts", "{\"80/tcp\":{}}"));
  }
}
