package io.github.weepython.maven.sbom;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What both forms of the SBOM say of one image. */
class SbomTest extends SbomRig {
  @Test
  void saysWhatReliesOnWhat() throws Exception {
    Image image = image();
    JsonNode sbom = JSON.readTree(cyclonedx(image));
    Map<String, JsonNode> needs = by(sbom.path("dependencies"), "ref");
    assertThat(needs.get(image.digest().oci()).path("dependsOn").toString())
        .contains("pkg:generic/python@3.13.5", "pkg:deb/debian/netbase", "debian-13")
        .doesNotContain("mpdecimal", "libgfortran");
    List<String> python = new ArrayList<>();
    needs
        .get("pkg:generic/python@3.13.5")
        .path("dependsOn")
        .forEach(needed -> python.add(needed.asText()));
    assertThat(python) // And not zlib1g, which nothing of it names.
        .contains(
            "pkg:deb/debian/libc6@1?arch=amd64&distro=debian-13", "pkg:generic/mpdecimal@2.5.1")
        .noneMatch(ref -> ref.contains("zlib1g"))
        .isSorted();
    Map<String, String> spdx = new TreeMap<>();
    JsonNode document = JSON.readTree(Spdx.of(inventory(image)));
    document
        .path("packages")
        .forEach(part -> spdx.put(part.path("SPDXID").asText(), part.path("name").asText()));
    List<String> relations = new ArrayList<>();
    document
        .path("relationships")
        .forEach(
            relation ->
                relations.add(
                    "%s %s %s"
                        .formatted(
                            spdx.get(relation.path("spdxElementId").asText()),
                            relation.path("relationshipType").asText(),
                            spdx.get(relation.path("relatedSpdxElement").asText()))));
    assertThat(relations)
        .contains("python DEPENDS_ON libc6")
        .doesNotContain("python DEPENDS_ON zlib1g");
    assertThat(needs.get("pkg:pypi/some-numbers@2.0").path("dependsOn").toString())
        .contains("pkg:pypi/pip@25.1.1", "libgfortran")
        .doesNotContain("Other");
    assertThat(needs.keySet())
        .containsAll(
            by(sbom.path("components"), "bom-ref").keySet().stream()
                .filter(r -> !r.isEmpty())
                .toList());
  }

  @Test
  void digestsOfFilesAreThoseOfTheLayersInBothForms() throws Exception {
    Image image = image();
    Map<String, String> files = new TreeMap<>();
    for (Layer layer : image.layers()) {
      layer.read(
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            if (entry.type() == Entry.Type.FILE) {
              files.put("/" + entry.path(), Digest.of(body).hex());
            } else if (entry.type() == Entry.Type.HARDLINK) {
              files.put("/" + entry.path(), files.get("/" + entry.link()));
            }
          });
    }
    files.keySet().removeIf(path -> path.endsWith("gone.py"));
    Map<String, String> cyclonedx = new TreeMap<>();
    for (JsonNode node : JSON.readTree(cyclonedx(image)).at("/metadata/component/components")) {
      assertThat(node.path("type").asText()).isEqualTo("file");
      cyclonedx.put(node.path("name").asText(), node.at("/hashes/0/content").asText());
    }
    assertThat(cyclonedx).isEqualTo(files).hasSizeGreaterThan(10);
    Map<String, String> spdx = new TreeMap<>();
    for (JsonNode file : JSON.readTree(Spdx.of(inventory(image))).path("files")) {
      spdx.put(
          file.path("fileName").asText().substring(1),
          file.at("/checksums/1/checksumValue").asText());
    }
    assertThat(spdx).isEqualTo(files);
  }

  @Test
  void readsTheSameFromTheRecordsThatTheStoreKeepsBesideALayer() throws Exception {
    Image image = image();
    byte[] fromLayers = cyclonedx(image);
    byte[] spdx = Spdx.of(inventory(image));
    List<Layer> kept = new ArrayList<>();
    for (Layer layer : image.layers()) {
      Path folder = Files.createDirectory(dir.resolve("kept-" + layer.title()));
      try (InputStream tar = layer.open()) {
        Files.copy(tar, folder.resolve("tar"));
      }
      LayerRecords.write(TarReader.tree(folder.resolve("tar")), folder);
      kept.add(
          new Layer(
              layer.title(),
              folder.resolve("blob"), // Not there: nobody opens it.
              layer.digest(),
              layer.size(),
              layer.diffId(),
              layer.rawSize(),
              layer.mediaType()));
    }
    Image same = new Image(kept, image.config(), image.manifest(), image.manifestMediaType());
    assertThat(cyclonedx(same)).isEqualTo(fromLayers);
    assertThat(Spdx.of(inventory(same))).isEqualTo(spdx);
    assertThat(new String(fromLayers, StandardCharsets.UTF_8)).contains("pkg:deb/debian/libc6");
  }
}
