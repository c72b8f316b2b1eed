package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.site.TestWheels;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in the layer of a site is what pip installs of the same wheels, run by another Python.
 */
class PipComparisonIT {
  @TempDir Path dir;

  @Test
  void theLayerHasTheFilesThatPipInstalls() throws Exception {
    makeWheels();
    ImageSpec spec = Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE);

    Map<String, String> layer = layer(spec);

    Map<String, String> pips = pips(Rig.pipeline().helper(spec, dir.resolve("help")));
    assertThat(layer).containsExactlyEntriesOf(pips);
    assertThat(layer.keySet())
        .contains(
            "bin/tool",
            "bin/window",
            "bin/run",
            "share/doc/data.txt",
            "include/python3/data/data.h",
            "lib/python3/site-packages/path.pth",
            "lib/python3/site-packages/space/one/__init__.py",
            "lib/python3/site-packages/space/two/__init__.py",
            "lib/python3/site-packages/größe.txt");
  }

  private void makeWheels() throws IOException {
    Path house = dir.resolve("wheels");
    make(
        house,
        "tool",
        Map.of(
            "tool.py",
            "def main(): pass\n",
            "tool-1.0.dist-info/entry_points.txt",
            "[console_scripts]\ntool = tool:main\n[gui_scripts]\nwindow = tool:main\n"),
        "Requires-Dist: data; extra == 'more'",
        "Requires-Dist: nothing; sys_platform == 'win32'");
    make(
        house,
        "data",
        Map.of(
            "data-1.0.data/data/share/doc/data.txt", "data\n",
            "data-1.0.data/scripts/run", "#!python\nprint('run')\n",
            "data-1.0.data/headers/data.h", "#define DATA 1\n",
            "data-1.0.data/purelib/pure.py", "PURE = 1\n",
            "größe.txt", "size\n"));
    make(house, "path", Map.of("path.pth", "import os\n"));
    make(house, "one", Map.of("space/one/__init__.py", ""));
    make(house, "two", Map.of("space/two/__init__.py", "x = 1\n", "two.pyi", "x: int\n"));
    make(house, "large", Map.of("large.bin", "0123456789".repeat(100_000)));
  }

  private static void make(Path house, String name, Map<String, String> files, String... metadata)
      throws IOException {
    TestWheels.make(house, name, "1.0", "py3-none-any", files, metadata);
  }

  private Map<String, String> layer(ImageSpec spec) throws Exception {
    Site site = new Site(Optional.of(dir.resolve("wheels")), Optional.empty(), Optional.empty());
    BuiltImage image =
        Rig.pipeline().build(Specs.application(spec, site), dir.resolve("out")).get(0);
    assertThat(image.base()).isEqualTo(Base.DISTROLESS);
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> blobs = Files.list(image.folder().resolve("oci/blobs/sha256"))) {
      for (Path blob : blobs.filter(PipComparisonIT::isLayer).toList()) {
        read(blob, files);
      }
    }
    return files;
  }

  private static boolean isLayer(Path blob) {
    try (InputStream in = Files.newInputStream(blob)) {
      return in.read() == 0x1f && in.read() == 0x8b; // Of gzip (RFC 1952).
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Path blob, Map<String, String> files) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (InputStream tar = new GZIPInputStream(Files.newInputStream(blob))) {
      TarReader.read(
          blob.toString(),
          tar,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            if (entry.type() == Entry.Type.FILE) {
              add(found, entry.path(), entry.mode(), body.readAllBytes());
            }
          });
    }
    if (found.containsKey("bin/tool")) {
      files.putAll(found);
    }
  }

  private Map<String, String> pips(Path installed) throws Exception {
    Path root = dir.resolve("pip");
    List<String> command = new ArrayList<>(List.of("python3", "-m", "pip", "install", "--quiet"));
    command.addAll(List.of("--no-index", "--find-links", dir.resolve("wheels").toString()));
    command.addAll(List.of("--ignore-installed", "--no-compile", "--no-warn-script-location"));
    command.addAll(List.of("--root", root.toString(), "--prefix", "/usr/local"));
    command.addAll(List.of("tool", "data", "path", "one", "two", "large"));
    ProcessBuilder pip = new ProcessBuilder(command).redirectErrorStream(true);
    pip.environment().put("PYTHONPATH", installed + "/pip/usr/local/lib/python3.13/site-packages");
    pip.environment().put("PIP_CONFIG_FILE", "/dev/null");
    Process process = pip.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    Map<String, String> files = new TreeMap<>();
    for (Entry entry : TreeReader.read(root).entries()) {
      if (entry.type() == Entry.Type.FILE) {
        add(files, entry.path(), entry.mode(), entry.content().readAll());
      }
    }
    return files;
  }

  /** But for bytecode, the interpreter in a first line, and what depends on these two. */
  private static void add(Map<String, String> files, String path, int mode, byte[] bytes) {
    String place =
        path.replaceFirst("^usr/local/", "").replaceFirst("/python3\\.\\d+/", "/python3/");
    if (place.endsWith(".pyc")) {
      return;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (place.startsWith("bin/")) {
      text = text.replaceFirst("^#!.*", "#!python");
    } else if (place.endsWith("/RECORD")) {
      text =
          text.lines()
              .map(line -> line.replaceFirst("(/bin/[^,]*),.*", "$1"))
              .map(line -> line.replaceFirst("/python3\\.\\d+/", "/python3/"))
              .sorted()
              .collect(Collectors.joining("\n"));
    }
    files.put(place, ((mode & 0111) != 0 ? "runs " : "") + text);
  }
}
