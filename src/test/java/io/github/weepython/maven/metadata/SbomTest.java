package io.github.weepython.maven.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.debian.rootfs.DistrolessBase;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Specs;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {
  private static final PatchList PLAIN = new PatchList(List.of(), List.of(), 0, Backports.GIVEN);

  private static final Path DEBS = Path.of("src/test/resources/debs");

  @TempDir Path dir;

  private Image image() throws Exception {
    FileTree base =
        DistrolessBase.tree(
            Files.createDirectory(dir.resolve("root")),
            List.of(
                DEBS.resolve("hostname_3.23+nmu1_amd64.deb"), DEBS.resolve("netbase_6.4_all.deb")),
            path -> false);
    FileTree pip = new FileTree();
    pip.put(
        Entry.file(
            "usr/local/lib/python3.13/site-packages/pip-25.1.1.dist-info/METADATA",
            0644,
            Content.of("Name: pip\n")));
    LayerWriter writer = new LayerWriter(1);
    return ImageAssembler.assemble(
        List.of(
            writer.write("base", base, dir.resolve("a"), 0, Compression.FAST),
            writer.write("pip", pip, dir.resolve("b"), 0, Compression.ZSTD)),
        ImageConfig.of(new Platform("linux", "amd64"), Instant.EPOCH),
        Map.of());
  }

  @Test
  void namesPythonEveryDebianPackageAndEveryDistribution() throws Exception {
    JsonNode sbom =
        new ObjectMapper()
            .readTree(
                Sbom.of(
                    Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG),
                    image(),
                    "3.13.5-wee",
                    PLAIN));
    List<String> purls = new ArrayList<>();
    sbom.required("components")
        .forEach(c -> purls.add(c.path("purl").asText(c.path("bom-ref").asText())));
    assertThat(purls)
        .containsExactly(
            "pkg:generic/python@3.13.5",
            "pkg:deb/debian/hostname@3.23%2Bnmu1?arch=amd64&distro=debian-13",
            "pkg:deb/debian/netbase@6.4?arch=all&distro=debian-13",
            "pkg:pypi/pip@25.1.1",
            "debian-13");
    assertThat(sbom.at("/components/4/type").asText()).isEqualTo("operating-system");
    assertThat(sbom.at("/components/1/properties").toString()).contains("SrcName", "3.23+nmu1");
    assertThat(sbom.path("serialNumber").asText()).matches("urn:uuid:[0-9a-f-]{13}-5.*");
    assertThat(sbom.at("/components/0/cpe").asText())
        .isEqualTo("cpe:2.3:a:python:python:3.13.5:*:*:*:*:*:*:*");
    assertThat(sbom.at("/components/2/licenses").toString()).contains("GPL-2");
    assertThat(sbom.at("/metadata/timestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void isAsCycloneDxSchemaWantsIt() throws Exception {
    byte[] sbom =
        Sbom.of(Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG), image(), "3.13.5-wee", PLAIN);
    assertThat(new JsonParser().validate(sbom, Version.VERSION_16)).isEmpty();
    String wrong = new String(sbom, StandardCharsets.UTF_8).replace("\"library\"", "\"book\"");
    assertThat(
            new JsonParser().validate(wrong.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
        .isNotEmpty();
  }

  @Test
  void readsTheSameFromTheRecordsThatTheStoreKeepsBesideALayer() throws Exception {
    Image image = image();
    FileTree records = new FileTree();
    for (Layer layer : image.layers()) {
      try (InputStream tar = layer.open()) {
        Path raw = dir.resolve(layer.title() + ".tar");
        Files.copy(tar, raw);
        TarReader.tree(raw).entries().stream().filter(Sbom::tells).forEach(records::put);
      }
    }
    assertThat(records.entries()).hasSizeLessThan(20);
    byte[] fromLayers =
        Sbom.of(Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG), image, "tag", PLAIN);
    try (OutputStream out = Files.newOutputStream(dir.resolve(Sbom.RECORDS))) {
      new TarWriter(0).write(records, out);
    }
    image.layers().forEach(layer -> assertThat(layer.blob().toFile().delete()).isTrue());
    assertThat(Sbom.of(Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG), image, "tag", PLAIN))
        .isEqualTo(fromLayers);
  }
}
