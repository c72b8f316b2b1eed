package io.github.weepython.maven.sbom;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

class CycloneDxTest extends SbomRig {
  @Test
  void namesPythonEveryDebianPackageAndEveryDistribution() throws Exception {
    JsonNode sbom = JSON.readTree(cyclonedx(image()));
    List<String> refs = new ArrayList<>();
    sbom.required("components")
        .forEach(
            c -> {
              if (c.has("bom-ref")) {
                refs.add(c.path("bom-ref").asText());
              }
            });
    assertThat(refs)
        .containsExactly(
            "pkg:generic/python@3.13.5",
            "pkg:generic/mpdecimal@2.5.1",
            "pkg:pypi/pip@25.1.1", // Once, though the source bundles it and it is installed.
            "pkg:deb/debian/hostname@3.23%2Bnmu1?arch=amd64&distro=debian-13",
            "pkg:deb/debian/libc6@1?arch=amd64&distro=debian-13",
            "pkg:deb/debian/netbase@6.4?arch=all&distro=debian-13",
            "pkg:deb/debian/zlib1g@1?arch=amd64&distro=debian-13",
            "pkg:pypi/some-numbers@2.0",
            "embedded:Some_Numbers-2.0/libgfortran@11.4.1-4.el9", // Not a package of the system's.
            "debian-13");
    assertThat(sbom.path("components").toString())
        .doesNotContain("\"purl\":\"pkg:rpm")
        .contains("\"value\":\"pkg:rpm/almalinux/libgfortran@11.4.1-4.el9\"");
    Map<String, JsonNode> by = by(sbom.path("components"), "bom-ref");
    assertThat(by.get("debian-13").path("type").asText()).isEqualTo("operating-system");
    assertThat(by.get(refs.get(3)).path("properties").toString()).contains("SrcName", "3.23+nmu1");
    assertThat(sbom.path("serialNumber").asText()).matches("urn:uuid:[0-9a-f-]{13}-5.*");
    assertThat(by.get(refs.get(0)).path("cpe").asText())
        .isEqualTo("cpe:2.3:a:python:python:3.13.5:*:*:*:*:*:*:*");
    assertThat(by.get(refs.get(5)).path("licenses").toString()).contains("GPL-2");
    assertThat(by.get(refs.get(2)).path("licenses").toString()).contains("MIT");
    assertThat(by.get(refs.get(7)).path("licenses").toString()).contains("BSD License");
    assertThat(sbom.at("/metadata/timestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void saysWhereEachPartCameFrom() throws Exception {
    JsonNode sbom = JSON.readTree(cyclonedx(image()));
    Map<String, String> hashes = new TreeMap<>();
    sbom.path("components")
        .forEach(c -> hashes.put(c.path("name").asText(), c.at("/hashes/0/content").asText()));
    assertThat(hashes)
        .containsEntry("netbase", "aa".repeat(32))
        .containsEntry("python", "bb".repeat(32))
        .containsEntry("Some_Numbers", "cc".repeat(32))
        .containsEntry("mpdecimal", "dd".repeat(32))
        .containsEntry("pip", "ee".repeat(32));
  }

  @Test
  void writesOneEntryALine() throws Exception {
    String sbom = new String(cyclonedx(image()), StandardCharsets.UTF_8);
    assertThat(sbom.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(1000);
    assertThat(sbom.lines().filter(line -> line.contains("some_numbers.py"))).hasSize(1);
  }

  @Test
  void isAsCycloneDxSchemaWantsIt() throws Exception {
    byte[] sbom = cyclonedx(image());
    assertThat(new JsonParser().validate(sbom, Version.VERSION_16)).isEmpty();
    String wrong = new String(sbom, StandardCharsets.UTF_8).replace("\"library\"", "\"book\"");
    assertThat(
            new JsonParser().validate(wrong.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
        .isNotEmpty();
  }

  @Test
  void readsALayerThatAnEarlierWeePackedWithoutLibraries() throws Exception {
    Image image = image();
    for (Layer layer : image.layers()) {
      Files.write(layer.blob().resolveSibling(LayerRecords.TAR), new byte[0]);
      Files.writeString(layer.blob().resolveSibling(LayerRecords.DIGESTS), "{}");
    }
    JsonNode needs =
        by(JSON.readTree(cyclonedx(image)).path("dependencies"), "ref")
            .get("pkg:generic/python@3.13.5");
    assertThat(needs.toString()).contains("pkg:deb/debian/libc6");
  }
}
