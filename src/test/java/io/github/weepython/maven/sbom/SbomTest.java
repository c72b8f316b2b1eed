package io.github.weepython.maven.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.debian.rootfs.DistrolessBase;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.source.BundledSources.Bundled;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Specs;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {
  private static final PatchList PLAIN = new PatchList(List.of(), Backports.GIVEN);
  private static final ImageSpec SPEC = Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG);
  private static final Path DEBS = Path.of("src/test/resources/debs");
  private static final String SITE = "usr/local/lib/python3.13/site-packages/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final InputDigests ORIGINS =
      new InputDigests(
          Map.of(InputDigests.deb("netbase", "6.4", "all"), "aa".repeat(32)),
          "bb".repeat(32),
          Map.of(InputDigests.wheel("some-numbers", "2.0"), "cc".repeat(32)),
          List.of(
              new Bundled("mpdecimal", "2.5.1", "dd".repeat(32), "", "", "", List.of()),
              new Bundled("macholib", "1.0", "", "", "", "", List.of("ctypes/macholib/dyld.py")),
              new Bundled(
                  "pip", "25.1.1", "ee".repeat(32), "", "", "pkg:pypi/pip@25.1.1", List.of("x"))));

  @TempDir Path dir;

  private FileTree site() {
    FileTree site = new FileTree();
    put(
        site,
        "pip-25.1.1.dist-info/METADATA",
        "Name: pip\nLicense-Expression: MIT AND LicenseRef-Own\n\nLicense: x");
    put(
        site,
        "Some_Numbers-2.0.dist-info/METADATA",
        "Name: Some_Numbers\nClassifier: License :: OSI Approved :: BSD License\n"
            + "Requires-Dist: pip>=20\nRequires-Dist: Other; extra == 'test'\n");
    put(
        site,
        "Some_Numbers-2.0.dist-info/sboms/auditwheel.cdx.json",
        """
        {"bomFormat": "CycloneDX", "specVersion": "1.4", "components": [
          {"type": "library", "name": "some-numbers", "version": "2.0"},
          {"type": "library", "name": "libgfortran", "version": "11.4.1-4.el9",
           "purl": "pkg:rpm/almalinux/libgfortran@11.4.1-4.el9"}]}
        """);
    put(site, "Some_Numbers-2.0.dist-info/sboms/broken.json", "{");
    put(site, "some_numbers.py", "print(1)\n");
    site.put(Entry.hardlink(SITE + "linked.py", SITE + "some_numbers.py"));
    site.put(Entry.symlink(SITE + "again.py", "linked.py"));
    return site;
  }

  private static void put(FileTree tree, String path, String text) {
    tree.put(Entry.file(SITE + path, 0644, Content.of(text)));
  }

  private Image image() throws Exception {
    FileTree base =
        DistrolessBase.tree(
            Files.createDirectory(dir.resolve("root")),
            List.of(
                DEBS.resolve("hostname_3.23+nmu1_amd64.deb"), DEBS.resolve("netbase_6.4_all.deb")),
            path -> false);
    put(base, "some_numbers.py", "overwritten by the layer above\n");
    put(base, "gone.py", "taken away\n");
    link(base);
    base.put(Entry.file("usr/local/lib/python3.13/x", 0644, Content.of("pip's own wheel")));
    FileTree above = site();
    put(above, ".wh.gone.py", "");
    LayerWriter writer = new LayerWriter(1);
    return ImageAssembler.assemble(
        List.of(
            writer.write("base", base, dir.resolve("a"), 0, Compression.FAST),
            writer.write("pip", above, dir.resolve("b"), 0, Compression.ZSTD)),
        ImageConfig.of(Platform.parse("linux/amd64"), Instant.EPOCH),
        Map.of());
  }

  /** An interpreter that is linked to a library of a package, by a link that no list has. */
  private static void link(FileTree base) throws Exception {
    String libraries = "usr/lib/x86_64-linux-gnu/";
    Content program = base.get("usr/bin/hostname").orElseThrow().content();
    base.put(Entry.file("usr/local/bin/python3.13", 0755, program));
    base.put(Entry.symlink(libraries + "libc.so.6", "libc-2.41.so"));
    base.put(Entry.file(libraries + "libc-2.41.so", 0755, Content.of("library")));
    base.put(Entry.file(libraries + "libz.so.1", 0755, Content.of("library")));
    for (String name : List.of("libc6 libc-2.41.so", "zlib1g libz.so.1")) {
      String place = "var/lib/dpkg/status.d/" + name.replaceFirst(" .*", "");
      base.put(
          Entry.file(
              place,
              0644,
              Content.of(
                  "Package: %s\nVersion: 1\nArchitecture: amd64\n\n"
                      .formatted(name.replaceFirst(" .*", "")))));
      base.put(
          Entry.file(
              place + ".md5sums",
              0644,
              Content.of("0".repeat(32) + "  " + libraries + name.replaceFirst(".* ", "") + "\n")));
    }
  }

  private static Inventory inventory(Image image) throws Exception {
    return Inventory.of(SPEC, image, "3.13.5-wee", PLAIN, ORIGINS);
  }

  private static byte[] cyclonedx(Image image) throws Exception {
    return CycloneDx.of(inventory(image), JsonNodeFactory.instance.arrayNode());
  }

  private static Map<String, JsonNode> by(JsonNode all, String field) {
    Map<String, JsonNode> found = new TreeMap<>();
    all.forEach(each -> found.put(each.path(field).asText(), each));
    return found;
  }

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
        .forEach(each -> python.add(each.asText()));
    assertThat(python) // And not zlib1g, which nothing of it names.
        .contains(
            "pkg:deb/debian/libc6@1?arch=amd64&distro=debian-13", "pkg:generic/mpdecimal@2.5.1")
        .noneMatch(ref -> ref.contains("zlib1g"))
        .isSorted();
    Map<String, String> spdx = new TreeMap<>();
    JsonNode document = JSON.readTree(Spdx.of(inventory(image)));
    document
        .path("packages")
        .forEach(each -> spdx.put(each.path("SPDXID").asText(), each.path("name").asText()));
    List<String> relations = new ArrayList<>();
    document
        .path("relationships")
        .forEach(
            each ->
                relations.add(
                    "%s %s %s"
                        .formatted(
                            spdx.get(each.path("spdxElementId").asText()),
                            each.path("relationshipType").asText(),
                            spdx.get(each.path("relatedSpdxElement").asText()))));
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
  void isAsSpdxSchemaWantsIt() throws Exception {
    String sbom = new String(Spdx.of(inventory(image())), StandardCharsets.UTF_8);
    assertThat(violations(sbom)).isEmpty();
    assertThat(violations(sbom.replace("\"LIBRARY\"", "\"BOOK\""))).isNotEmpty();
    JsonNode document = JSON.readTree(sbom);
    Map<String, JsonNode> ids = by(document.path("packages"), "SPDXID");
    ids.putAll(by(document.path("files"), "SPDXID"));
    assertThat(ids).hasSize(document.path("packages").size() + document.path("files").size());
    for (JsonNode relationship : document.path("relationships")) {
      assertThat(ids).containsKey(relationship.path("relatedSpdxElement").asText());
    }
    assertThat(sbom).contains("built package from: hostname 3.23+nmu1");
    assertThat(document.path("hasExtractedLicensingInfos"))
        .extracting(each -> each.path("licenseId").asText())
        .contains("LicenseRef-Own", "LicenseRef-BSD-License");
  }

  @Test
  void saysInSpdxThatNobodyBackportsFixes() throws Exception {
    Backports none =
        new Backports(
            Optional.of("Debian trixie does not patch it"),
            Optional.of(PythonVersion.parse("3.13.9")));
    Image image = image();
    Inventory inventory =
        Inventory.of(SPEC, image, "3.13.5-wee", new PatchList(List.of(), none), ORIGINS);
    String sbom = new String(Spdx.of(inventory), StandardCharsets.UTF_8);
    assertThat(violations(sbom)).isEmpty();
    assertThat(JSON.readTree(sbom).path("packages"))
        .filteredOn(each -> each.has("annotations"))
        .singleElement()
        .satisfies(
            python ->
                assertThat(python.path("annotations"))
                    .extracting(each -> each.path("comment").asText())
                    .containsExactly(
                        "io.github.weepython.backports: none: Debian trixie does not patch it",
                        "io.github.weepython.newer: 3.13.9"));
    assertThat(Spdx.of(inventory(image))).asString().doesNotContain("annotations");
  }

  private static List<?> violations(String spdx) throws Exception {
    try (InputStream schema =
        SbomTest.class.getResourceAsStream("/resources/spdx-schema-v2.3.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(schema)
          .validate(spdx, InputFormat.JSON);
    }
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
