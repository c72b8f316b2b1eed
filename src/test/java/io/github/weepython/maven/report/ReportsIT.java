package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.rootfs.DistrolessBase;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.output.ImageFolderWriter;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Tags;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a small image, as a real browser shows it. */
class ReportsIT {
  private static final Path DEBS = Path.of("src/test/resources/debs");

  @TempDir Path dir;

  private Path build(String folder, int moduleSize) throws IOException {
    Path made = Files.createDirectories(dir.resolve(folder + "-layers"));
    FileTree base =
        DistrolessBase.tree(
            Files.createDirectory(made.resolve("root")),
            List.of(DEBS.resolve("hostname_3.23+nmu1_amd64.deb")),
            path -> false);
    FileTree library = new FileTree();
    byte[] module = new byte[moduleSize];
    new java.util.Random(1).nextBytes(module);
    library.put(Entry.file("usr/local/lib/python3.13/noisy.py", 0644, Content.of(module)));
    LayerWriter writer = new LayerWriter(1);
    Image image =
        ImageAssembler.assemble(
            List.of(
                writer.write("base", base, made.resolve("a"), 0, Compression.FAST),
                writer.write("standard library", library, made.resolve("b"), 0, Compression.FAST)),
            ImageConfig.of(Platform.parse("linux/amd64"), Instant.EPOCH),
            Map.of());
    Path target = dir.resolve(folder);
    ImageName name = ImageName.parse("team/python");
    BuiltImage built =
        BuiltImage.of(
                Specs.tagged("3.13.5", Tags.DEFAULT),
                Flavour.WEE,
                Base.DISTROLESS,
                Optional.empty(),
                image,
                target)
            .named(name, List.of("3.13.5-wee"));
    ImageFolderWriter.write(image, name, built.tags(), target);
    BuiltImages.write(List.of(built), target);
    return target;
  }

  private byte[] chromium(String... more) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1100,1300",
                "--user-data-dir=" + dir.resolve("browser")));
    command.addAll(List.of(more));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      byte[] out = process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
      return out;
    } catch (IOException e) {
      throw new AssertionError(
          "chromium is wanted by this test. Install it: sudo src/it/install-servers.sh", e);
    }
  }

  @Test
  void aBrowserDrawsLayersPackagesAndModules() throws IOException, InterruptedException {
    Path page = Reports.write(build("wee", 200_000), List.of(build("earlier", 100_000)));
    String dom = new String(chromium("--dump-dom", page.toUri().toString()));
    assertThat(dom)
        .contains("<title>team/python:3.13.5-wee</title>")
        .contains("<title>hostname, ", "<title>noisy, ", "3.23+nmu1", "GPL-2")
        .contains("\u2212100.")
        .contains("in wee</span>", "in earlier</span>")
        .doesNotContain("@images@");
    Path shot = dir.resolve("shot.png");
    chromium("--screenshot=" + shot, page.toUri().toString());
    BufferedImage picture = ImageIO.read(shot.toFile());
    TreeSet<Integer> colours = new TreeSet<>();
    for (int x = 0; x < picture.getWidth(); x += 4) {
      for (int y = 0; y < picture.getHeight(); y += 4) {
        colours.add(picture.getRGB(x, y) & 0xffffff);
      }
    }
    // The two layers' colours, as the page's style has them.
    assertThat(colours).contains(0x3b6ea5, 0xb8652a);
  }
}
