package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The packages a compile needs, unpacked. None of them is configured; none needs to be. */
public final class BuildRoot {
  /** What update-alternatives(1) would have made. */
  private static final Map<String, String> ALTERNATIVES =
      Map.of("usr/bin/cc", "gcc", "usr/bin/awk", "mawk", "usr/bin/sh", "dash");

  /** Places that a sandbox mounts on. */
  private static final List<String> MOUNTS = List.of("usr/src", "usr/local", "etc");

  private BuildRoot() {}

  /**
   * @param root an empty directory
   * @param debs in the order of their names
   * @param pruned paths that are left out
   * @param step hears which package is unpacked
   */
  public static void unpack(
      Path root, List<Path> debs, Predicate<String> pruned, Progress.Step step) throws IOException {
    UsrMergeUnpacker unpacker = new UsrMergeUnpacker(root, path -> !pruned.test(path));
    int number = 0;
    for (Path deb : debs) {
      step.detail(++number + " of " + debs.size());
      unpacker.unpack(DebFile.open(deb));
    }
    for (Map.Entry<String, String> entry : ALTERNATIVES.entrySet()) {
      Path link = root.resolve(entry.getKey());
      if (Files.exists(link.resolveSibling(entry.getValue())) && !Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of(entry.getValue()));
      }
    }
    for (String mount : MOUNTS) {
      Files.createDirectories(root.resolve(mount));
    }
  }
}
