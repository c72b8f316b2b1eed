package io.github.weepython.maven.audit;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.vex.SecurityTracker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
  private static final Path TRACKER = Path.of("src/test/resources/tracker/data.json");

  private static final String SBOM =
      """
      {"components": [
       {"type": "application", "name": "python", "version": "3.13.5", "purl": "pkg:generic/python@3.13.5"},
       {"type": "library", "bom-ref": "a", "name": "netbase", "version": "6.4", "purl": "pkg:deb/debian/netbase@6.4?arch=all",
        "properties": [{"name": "aquasecurity:trivy:SrcName", "value": "netbase"}, {"name": "aquasecurity:trivy:SrcVersion", "value": "6.4"}]},
       {"type": "library", "bom-ref": "b", "name": "libacl1", "version": "2.3.2-2+b1", "purl": "pkg:deb/debian/libacl1@2.3.2-2%2Bb1?arch=amd64",
        "properties": [{"name": "aquasecurity:trivy:SrcName", "value": "acl"}, {"name": "aquasecurity:trivy:SrcVersion", "value": "2.3.2-2"}]},
       {"type": "operating-system", "name": "debian", "version": "13"}]}
      """;

  private static final String PATCHED =
      """
      {"vulnerability": {"name": "CVE-2026-6019"}, "status": "fixed",
       "products": [{"@id": "pkg:oci/python@sha256%3Aab", "subcomponents": [{"@id": "pkg:generic/python@3.13.5"}]}]}
      """;

  private static ImageAudit audit(String... statements) throws Exception {
    JsonNode vex = JSON.readTree("{\"statements\": [" + String.join(",", statements) + "]}");
    ImageAudit.Subject subject =
        new ImageAudit.Subject("team/python:1", JSON.readTree(SBOM), vex, "trixie", "3.13.5");
    assertThat(subject.sources()).containsExactlyInAnyOrder("acl", "netbase", "python3.13");
    try (InputStream in = Files.newInputStream(TRACKER)) {
      return ImageAudit.of(subject, SecurityTracker.read(in, subject.sources()));
    }
  }

  private static List<String> open(ImageAudit audit) {
    return audit.open().stream().map(Issue::cve).toList();
  }

  @Test
  void listsWhatIsOpenInTheImagesVersionsMostSevereFirst() throws Exception {
    ImageAudit audit = audit(PATCHED);
    assertThat(open(audit))
        .containsExactly(
            "CVE-2024-0002",
            "CVE-2024-0001",
            "CVE-2026-0002",
            "CVE-2024-0008",
            "CVE-2026-0003",
            "CVE-2024-0007",
            "CVE-2024-0005");
    assertThat(audit.patched()).containsExactly("CVE-2026-6019");
    assertThat(audit.open().get(0))
        .isEqualTo(
            new Issue(
                "CVE-2024-0002",
                Severity.HIGH,
                "netbase",
                "6.4",
                List.of("netbase"),
                "6.4+deb13u1",
                true,
                "Fixed by an update that the image lacks"));
    assertThat(audit.open().get(2).packages()).containsExactly("python");
  }

  @Test
  void leavesOutWhatVexSettles() throws Exception {
    String wholeImage =
        "{\"vulnerability\": {\"name\": \"CVE-2024-0002\"}, \"status\": \"not_affected\","
            + " \"products\": [{\"@id\": \"pkg:oci/python@sha256%3Aab\"}]}";
    String thatPackage =
        "{\"vulnerability\": {\"name\": \"CVE-2024-0001\"}, \"status\": \"not_affected\","
            + " \"products\": [{\"@id\": \"pkg:oci/python\", \"subcomponents\": [{\"@id\":"
            + " \"pkg:deb/debian/netbase@6.4?arch=all\"}]}]}";
    String anotherPackage =
        "{\"vulnerability\": {\"name\": \"CVE-2024-0007\"}, \"status\": \"not_affected\","
            + " \"products\": [{\"@id\": \"pkg:oci/python\", \"subcomponents\": [{\"@id\":"
            + " \"pkg:deb/debian/libacl1@1\"}]}]}";
    String affected =
        "{\"vulnerability\": {\"name\": \"CVE-2024-0008\"}, \"status\": \"affected\","
            + " \"products\": [{\"@id\": \"pkg:oci/python\"}]}";
    assertThat(open(audit(PATCHED, wholeImage, thatPackage, anotherPackage, affected)))
        .doesNotContain("CVE-2024-0002", "CVE-2024-0001")
        .contains("CVE-2024-0007", "CVE-2024-0008");
    assertThat(open(audit())).contains("CVE-2026-6019"); // Nobody says that it was patched.
    String anotherImage = wholeImage.replace("oci/python@", "oci/other-app@");
    assertThat(open(audit(PATCHED, anotherImage, affected))).contains("CVE-2024-0002");
  }

  @Test
  void readsNamesAsPurlsEncodeThem() throws Exception {
    JsonNode vex =
        JSON.readTree(
            """
            {"statements": [{"vulnerability": {"name": "CVE-1"}, "status": "not_affected", "products": [
              {"@id": "pkg:deb/debian/libstdc%2B%2B6@14.2.0-19?arch=amd64"}, {"@id": "pkg:deb/debian/g++@14"}]}]}
            """);
    assertThat(VexVerdicts.by(vex, "python").parts())
        .isEqualTo(Map.of("CVE-1", List.of("libstdc++6", "g++")));
  }

  @Test
  void comparesWithABudget() throws Exception {
    ImageAudit audit = audit(PATCHED);
    assertThat(audit.beyond(Severity.budget("high"))).isEmpty();
    assertThat(audit.beyond(Severity.budget("medium"))).hasSize(1);
    assertThat(audit.beyond(Severity.budget("unassigned"))).hasSize(3);
    assertThat(audit.beyond(Severity.budget("low"))).hasSize(4);
    assertThat(audit.beyond(Severity.budget("none"))).hasSize(6); // Not what is undetermined.
    assertThatThrownBy(() -> Severity.budget("critical"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'critical'; expected none, unimportant, low, unassigned, medium");
  }

  @Test
  void writesATableAndJson() throws Exception {
    ImageAudit audit = audit(PATCHED);
    assertThat(AuditReport.table(audit).subList(0, 2))
        .containsExactly(
            "severity      vulnerability  source      version  fixed in          by",
            "high          CVE-2024-0002  netbase     6.4      6.4+deb13u1       netbase");
    JsonNode json = JSON.readTree(AuditReport.json(List.of(audit)));
    assertThat(json.at("/images/0/image").asText()).isEqualTo("team/python:1");
    assertThat(json.at("/images/0/open/6/status").asText()).isEqualTo("undetermined");
    assertThat(json.at("/images/0/open/0/packages/0").asText()).isEqualTo("netbase");
    assertThat(json.at("/images/0/patched/0").asText()).isEqualTo("CVE-2026-6019");
  }

  @Test
  void judgesEachPackageByItsOwnVersionOfTheSource() throws Exception {
    String part =
        """
        {"type": "library", "bom-ref": "%1$s", "name": "%1$s", "version": "%2$s", "purl": "pkg:deb/debian/%1$s@%2$s?arch=amd64",
         "properties": [{"name": "aquasecurity:trivy:SrcName", "value": "openssl"}, {"name": "aquasecurity:trivy:SrcVersion", "value": "%2$s"}]}
        """;
    String tracker =
        """
        {"openssl": {"CVE-2026-1": {"releases": {"trixie": {"status": "resolved", "fixed_version": "3.5.2-1", "urgency": "high"}}}}}
        """;
    // What wee itself says of a package, whose name is also that of the source.
    String vex =
        """
        {"statements": [{"vulnerability": {"name": "CVE-2026-1"}, "status": "fixed", "products": [{"@id": "pkg:oci/i",
          "subcomponents": [{"@id": "pkg:deb/debian/openssl@3.5.2-1?arch=amd64"}]}]}]}
        """;
    for (String versions : List.of("3.5.1-1 3.5.2-1", "3.5.2-1 3.5.1-1")) {
      String[] pair = versions.split(" ");
      JsonNode sbom =
          JSON.readTree(
              "{\"components\": ["
                  + part.formatted("libssl3t64", pair[0])
                  + ","
                  + part.formatted("openssl", pair[1])
                  + "]}");
      ImageAudit.Subject subject =
          new ImageAudit.Subject("i", sbom, JSON.readTree("{}"), "trixie", "3.13.5");
      SecurityTracker known = SecurityTracker.read(text(tracker), subject.sources());
      assertThat(ImageAudit.of(subject, known).open())
          .singleElement()
          .returns("3.5.1-1", Issue::version)
          .returns(List.of(pair[0].equals("3.5.1-1") ? "libssl3t64" : "openssl"), Issue::packages);
      if (pair[0].equals("3.5.1-1")) {
        ImageAudit.Subject told =
            new ImageAudit.Subject("i", sbom, JSON.readTree(vex), "trixie", "3.13.5");
        assertThat(open(ImageAudit.of(told, known))).containsExactly("CVE-2026-1");
      }
    }
  }

  /** Of an image of trixie with that CPython and no package. */
  private static ImageAudit audit(String python, String tracker) throws Exception {
    ImageAudit.Subject subject =
        new ImageAudit.Subject("i", JSON.readTree("{}"), JSON.readTree("{}"), "trixie", python);
    return ImageAudit.of(subject, SecurityTracker.read(text(tracker), subject.sources()));
  }

  @Test
  void judgesCpythonByOtherReleasesWhereTheImagesHasNoneOfItsSeries() throws Exception {
    String tracker =
        """
        {"python3.14": {
          "CVE-2026-1": {"releases": {
            "forky": {"status": "open", "repositories": {"forky": "3.14.2-1"}, "urgency": "medium"},
            "sid": {"status": "resolved", "repositories": {"sid": "3.14.3-1"}, "fixed_version": "3.14.3-1", "urgency": "medium"}}},
          "CVE-2026-2": {"releases": {
            "forky": {"status": "resolved", "repositories": {"forky": "3.14.2-1"}, "fixed_version": "3.14.1-1", "urgency": "low"}}},
          "CVE-2026-3": {"releases": {
            "forky": {"status": "resolved", "repositories": {"forky": "3.14.2-1"}, "fixed_version": "0", "urgency": "low"}}}}}
        """;
    ImageAudit audit = audit("3.14.2", tracker);
    assertThat(open(audit)).containsExactly("CVE-2026-1");
    assertThat(audit.open().get(0).fixed()).isEqualTo("3.14.3-1");
    assertThat(audit.cpython().audited()).isTrue();
    assertThat(audit.cpython().caveat())
        .contains(
            "CPython 3.14.2 is judged by Debian's records of python3.14 in forky, sid, since trixie"
                + " has no python3.14");
    assertThat(open(audit("3.14.3", tracker))).isEmpty();
  }

  @Test
  void saysThatCpythonCouldNotBeAuditedWhereNothingIsKnownOfItsSeries() throws Exception {
    ImageAudit audit = audit("3.12.11", "{\"netbase\": {}}");
    assertThat(audit.open()).isEmpty();
    assertThat(audit.cpython().caveat().orElseThrow())
        .startsWith(
            "CPython 3.12.11 could not be audited: Debian's security tracker has no record");
    assertThat(AuditReport.table(audit).get(1))
        .isEqualTo("unknown   not audited    python3.12  3.12.11  -         python");
    JsonNode json = JSON.readTree(AuditReport.json(List.of(audit))).at("/images/0/cpython");
    assertThat(json.path("audited").asBoolean(true)).isFalse();
    assertThat(json.path("source").asText()).isEqualTo("python3.12");
    assertThat(json.path("caveat").asText()).contains("could not be audited");
  }

  /** What of sid's fixed version shows that upstream's release has the fix. */
  @ParameterizedTest
  @CsvSource({
    "3.13.5-1, 3.13.4, true",
    "3.13.5-1, 3.13.5, false",
    "3.13.5-1, 3.13.6, false",
    "3.13.5-1~deb13u1, 3.13.5, false",
    "3.13.5-3, 3.13.5, true",
    "3.13.5-1.1, 3.13.5, true",
    "3.13.5-3, 3.13.6, false",
    "3.13.5-2+deb13u1, 3.13.5, true",
    "3.13.5-2+deb13u1, 3.13.15, true",
    "3.13.5-1~deb13u2, 3.13.5, true",
    "3.14.0-1, 3.14.0rc1, true",
    "3.14.0~rc2-1, 3.14.0rc2, false",
    "3.14.0~rc2-1, 3.14.0, false",
  })
  void inDoubtUpstreamsReleaseHasNoFix(String fixed, String python, boolean open) throws Exception {
    String tracker =
        """
        {"%s": {"CVE-2026-1": {"releases": {
          "sid": {"status": "resolved", "fixed_version": "%s", "urgency": "low"},
          "trixie": {"status": "open", "urgency": "low"}}}}}
        """
            .formatted(python.startsWith("3.13") ? "python3.13" : "python3.14", fixed);
    assertThat(open(audit(python, tracker))).hasSize(open ? 1 : 0);
  }

  /** A hole that came with 3.13.7: that trixie's 3.13.5 never had it says nothing of 3.13.8. */
  @ParameterizedTest
  @CsvSource({"3.13.5, false", "3.13.8, true", "3.13.9, false"})
  void whatDebiansVersionNeverHadMayBeInANewerOne(String python, boolean open) throws Exception {
    String tracker =
        """
        {"python3.13": {"CVE-2026-1": {"releases": {
          "sid": {"status": "resolved", "repositories": {"sid": "3.13.9-1"}, "fixed_version": "3.13.9-1", "urgency": "low"},
          "trixie": {"status": "resolved", "repositories": {"trixie": "3.13.5-2", "trixie-security": "3.13.5-2+deb13u1"}, "fixed_version": "0", "urgency": "low"}}}}}
        """;
    assertThat(open(audit(python, tracker))).hasSize(open ? 1 : 0);
  }

  @Test
  void listsWhatIsUndeterminedOfCpythonToo() throws Exception {
    String tracker =
        """
        {"python3.13": {"CVE-2026-1": {"releases": {
          "trixie": {"status": "undetermined", "repositories": {"trixie": "3.13.5-2"}, "urgency": "low"}}}}}
        """;
    assertThat(audit("3.13.5", tracker).open())
        .singleElement()
        .matches(issue -> !issue.determined());
  }

  @Test
  void readsATrackerOfAnySizeAsAStream() throws Exception {
    String one =
        "\"CVE-2020-%d\": {\"releases\": {\"trixie\": {\"status\": \"open\", \"urgency\":"
            + " \"low\"}}}";
    byte[] other =
        ("\"other\": {" + one.formatted(1) + (", " + one.formatted(2)).repeat(1_000) + "},")
            .getBytes(StandardCharsets.UTF_8);
    List<InputStream> parts = new ArrayList<>(List.of(text("{")));
    for (int i = 0; i < 400; i++) { // 40 MB.
      parts.add(new ByteArrayInputStream(other));
    }
    parts.add(text("\"netbase\": {" + one.formatted(3) + "}}"));
    try (InputStream in = new SequenceInputStream(Collections.enumeration(parts))) {
      assertThat(SecurityTracker.read(in, Set.of("netbase")).entries().get("netbase")).hasSize(1);
    }
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesWhatIsNoTracker() {
    for (String name : List.of("[]", "{\"netbase\": 1}", "{\"netbase\": {", "<html>")) {
      assertThatThrownBy(() -> SecurityTracker.read(text(name), Set.of("netbase")))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"identifiers\": {\"purl\": \"pkg:oci/other-app\"}}",
        "\"pkg:oci/other-app\"",
        "{\"hashes\": {\"sha-256\": \"ab\"}}",
        "{\"@id\": \"pkg:deb/debian/foo%zz\"}"
      })
  void passesOverWhatElseIsNamedInWhateverForm(String product) throws Exception {
    String statement =
        "{\"vulnerability\": {\"name\": \"CVE-2024-0002\"}, \"status\": \"not_affected\","
            + " \"products\": [%s]}";
    assertThat(open(audit(statement.formatted(product)))).contains("CVE-2024-0002");
  }
}
