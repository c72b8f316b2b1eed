package io.github.weepython.maven.publish;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small images of made-up files, and a large one. */
public final class TestImages {
  private TestImages() {}

  /** Two layers; the second is of 300 kB that don't compress, so that a cut has a middle. */
  public static Image image(Path dir) throws IOException {
    return image(dir, 1, "amd64");
  }

  /** One with another second layer. */
  public static Image other(Path dir) throws IOException {
    return image(dir, 2, "amd64");
  }

  /** One for another platform, with another second layer. */
  public static Image arm(Path dir) throws IOException {
    return image(dir, 3, "arm64");
  }

  /** One whose layers are Zstandard's. */
  static Image zstd(Path dir) throws IOException {
    return image(dir, 1, "amd64", Compression.ZSTD);
  }

  /** An OCI layout in the folder {@code oci}, of four layers that don't compress. */
  public static Digest writeLayout(Path dir, int megabytes) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] noise = new byte[megabytes * 250_000];
      new Random(i).nextBytes(noise);
      layers.add(layer("part" + i, dir, Content.of(noise), Compression.FAST));
    }
    ImageConfig config =
        ImageConfig.of(Platform.parse("linux/amd64"), Instant.parse("2026-01-01T00:00:00Z"));
    Image image = ImageAssembler.assemble(layers, config, Map.of());
    OciLayoutWriter.write(image, List.of("a"), dir.resolve("oci"));
    return image.digest();
  }

  private static Image image(Path dir, int seed, String architecture) throws IOException {
    return image(dir, seed, architecture, Compression.FAST);
  }

  private static Image image(Path dir, int seed, String architecture, Compression compression)
      throws IOException {
    byte[] noise = new byte[300_000];
    new Random(seed).nextBytes(noise);
    Layer base = layer("base", dir, Content.of("root:x:0:0:root:/root:/bin/sh\n"), compression);
    Layer site = layer("site", dir, Content.of(noise), compression);
    ImageConfig config =
        ImageConfig.builder(
                Platform.parse("linux/" + architecture), Instant.parse("2026-01-01T00:00:00Z"))
            .cmd(List.of("/opt/site"))
            .build();
    return ImageAssembler.assemble(List.of(base, site), config, Map.of("made.by", "wee"));
  }

  private static Layer layer(String name, Path dir, Content content, Compression compression)
      throws IOException {
    FileTree tree = new FileTree();
    tree.put(Entry.file("opt/" + name, 0644, content));
    return new LayerWriter(2).write(name, tree, dir.resolve(name), 0, compression);
  }
}
