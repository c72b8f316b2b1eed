package io.github.weepython.maven.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in .dist-info/sboms of wheels (PEP 770). */
class WheelSbomTest {
  private static final String SHA256 = "ab".repeat(32);

  private static List<Part> read(String text) {
    return WheelSbom.read("pillow-11.0.0", text.getBytes(StandardCharsets.UTF_8));
  }

  /** As auditwheel writes it of a library that it copied from a system's package. */
  @Test
  void aLibraryOfASystemIsNoPackageOfThisImage() {
    assertThat(
            read(
                """
                {"bomFormat": "CycloneDX", "components": [
                  {"type": "library", "name": "Pillow", "version": "11.0.0", "purl": "pkg:pypi/pillow@11.0.0"},
                  {"type": "library", "name": "libjpeg", "version": "3.0.4",
                   "purl": "pkg:rpm/almalinux/libjpeg-turbo@3.0.4",
                   "hashes": [{"alg": "MD5", "content": "x"}, {"alg": "SHA-256", "content": "%s"}],
                   "licenses": [{"license": {"id": "IJG"}}]}]}
                """
                    .formatted(SHA256)))
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.ref()).isEqualTo("embedded:pillow-11.0.0/libjpeg@3.0.4");
              assertThat(part.identity().purl()).isEmpty();
              assertThat(part.properties()).containsValue("pkg:rpm/almalinux/libjpeg-turbo@3.0.4");
              assertThat(part.file().sha256()).isEqualTo(SHA256);
              assertThat(part.licence().expression()).isEqualTo("IJG");
            });
  }

  /** As a build of Rust writes it of its crates. */
  @Test
  void aCrateKeepsItsPackageUrl() {
    assertThat(
            read(
                """
                {"bomFormat": "CycloneDX", "components": [
                  {"name": "serde", "version": "1.0.2", "purl": "pkg:cargo/serde@1.0.2",
                   "licenses": [{"expression": "MIT OR Apache-2.0"}]}]}
                """))
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.ref()).isEqualTo("pkg:cargo/serde@1.0.2");
              assertThat(part.identity().purl()).isEqualTo("pkg:cargo/serde@1.0.2");
              assertThat(part.licence().expression()).isEqualTo("MIT OR Apache-2.0");
              assertThat(part.kind()).isEqualTo(Part.Kind.EMBEDDED);
            });
  }

  @Test
  void readsSpdxToo() {
    assertThat(
            read(
                """
                {"spdxVersion": "SPDX-2.3", "packages": [
                  {"name": "openblas", "versionInfo": "0.3.28", "licenseDeclared": "BSD-3-Clause",
                   "checksums": [{"algorithm": "SHA256", "checksumValue": "%s"}],
                   "externalRefs": [{"referenceType": "cpe23Type", "referenceLocator": "cpe"},
                                    {"referenceType": "purl", "referenceLocator": "pkg:github/o/b@1"}]},
                  {"name": "odd", "versionInfo": "1", "licenseDeclared": "LicenseRef-own"},
                  {"name": "none", "versionInfo": "1", "licenseDeclared": "NOASSERTION"}]}
                """
                    .formatted(SHA256)))
        .extracting(Part::ref, part -> part.licence().expression(), part -> part.file().sha256())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("pkg:github/o/b@1", "BSD-3-Clause", SHA256),
            org.assertj.core.groups.Tuple.tuple("embedded:pillow-11.0.0/odd@1", "", ""),
            org.assertj.core.groups.Tuple.tuple("embedded:pillow-11.0.0/none@1", "", ""));
  }

  /** What somebody else wrote is no reason to fail. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"bomFormat\": \"Other\"}",
        "{\"spdxVersion\": \"SPDX-3.0\"}",
        "{\"bomFormat\": \"CycloneDX\"}",
        "{\"bomFormat\": \"CycloneDX\", \"components\": {\"a\": 1}}",
        "{\"bomFormat\": \"CycloneDX\", \"components\": [1, {\"name\": \" \"}, null]}"
      })
  void readsPastWhatItDoesNotKnow(String text) {
    assertThat(read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\" \""})
  void aPartMayHaveNoPackageUrl(String purl) {
    String text =
        "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"name\": \"zlib\","
            + " \"version\": null, \"purl\": %s}]}";
    assertThat(read(text.formatted(purl)))
        .singleElement()
        .extracting(Part::ref)
        .isEqualTo("embedded:pillow-11.0.0/zlib@");
  }
}
