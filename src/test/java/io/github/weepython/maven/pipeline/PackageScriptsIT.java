package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real packages' scripts do, with packages from the host's mirror. */
class PackageScriptsIT {
  private static final ImageSpec SPEC =
      Specs.here(
          "3.13.5",
          Suite.TRIXIE,
          new PackageSelection(List.of("postgresql", "openssh-server"), Set.of()));

  @TempDir Path dir;

  @Test
  void keepsOwnersLeavesKeysOutAndGivesTheSameBytesAgain() throws IOException {
    Layer layer = Rig.pipeline().base(SPEC, Base.DEBIAN);
    FileTree tree = tree(layer);
    Entry home = tree.get("var/lib/postgresql").orElseThrow();
    assertThat(home.uid()).isEqualTo(id(tree, "etc/passwd", "postgres"));
    assertThat(home.gid()).isEqualTo(id(tree, "etc/group", "postgres"));
    assertThat(tree.get("etc/shadow").orElseThrow().gid())
        .isEqualTo(id(tree, "etc/group", "shadow"));
    assertThat(tree.entries().stream().map(Entry::path))
        .noneMatch(path -> path.contains("ssl-cert-snakeoil"))
        .noneMatch(path -> path.startsWith("etc/ssh/ssh_host_"))
        .doesNotContain("etc/machine-id", "etc/ld.so.preload");
    assertThat(again().base(SPEC, Base.DEBIAN).diffId()).isEqualTo(layer.diffId());
  }

  /** With a cache that has the downloads and the build root, and no base. */
  private Pipeline again() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    String caches = System.getenv().getOrDefault("XDG_CACHE_HOME", home.resolve(".cache") + "");
    for (String kind : List.of("build-root", "download", "fresh", "lock", "locks")) {
      Path kept = Files.createDirectories(Path.of(caches, "wee", kind));
      Files.createSymbolicLink(dir.resolve(kind), kept);
    }
    Environment environment =
        Rig.environment(dir, home, Map.copyOf(System.getenv()), CompilerSettings.DEFAULT);
    return new Pipeline(environment, Progress.NONE, InstantSource.system());
  }

  private static int id(FileTree tree, String table, String name) throws IOException {
    String text = new String(tree.get(table).orElseThrow().content().readAll());
    return text.lines()
        .map(line -> line.split(":"))
        .filter(fields -> fields[0].equals(name))
        .mapToInt(fields -> Integer.parseInt(fields[2]))
        .findFirst()
        .orElseThrow();
  }

  private FileTree tree(Layer layer) throws IOException {
    Path tar = dir.resolve("layer.tar");
    try (InputStream in = layer.open()) {
      Files.copy(in, tar);
    }
    return TarReader.tree(tar);
  }
}
