package io.github.weepython.maven.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.rootfs.DistrolessBase;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.source.BundledSources.Bundled;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** An image of a base with two packages, an interpreter and two distributions. */
abstract class SbomRig {
  static final PatchList PLAIN = new PatchList(List.of(), Backports.GIVEN);
  static final ImageSpec SPEC = Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG);
  static final Path DEBS = Path.of("src/test/resources/debs");
  static final String SITE = "usr/local/lib/python3.13/site-packages/";

  static final InputDigests ORIGINS =
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

  FileTree site() {
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

  static void put(FileTree tree, String path, String text) {
    tree.put(Entry.file(SITE + path, 0644, Content.of(text)));
  }

  Image image() throws Exception {
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
  static void link(FileTree base) throws Exception {
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

  static Inventory inventory(Image image) throws Exception {
    return Inventory.of(SPEC, image, "3.13.5-wee", PLAIN, ORIGINS);
  }

  static byte[] cyclonedx(Image image) throws Exception {
    return CycloneDx.of(inventory(image), JsonNodeFactory.instance.arrayNode());
  }

  static Map<String, JsonNode> by(JsonNode all, String field) {
    Map<String, JsonNode> found = new TreeMap<>();
    all.forEach(node -> found.put(node.path(field).asText(), node));
    return found;
  }
}
