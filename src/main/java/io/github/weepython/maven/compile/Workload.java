package io.github.weepython.maven.compile;

import io.github.weepython.maven.archive.Utf8Paths;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The user's own program, by which an interpreter is trained: a folder, with what links lead to. A
 * link to nothing counts for nothing: no training can read it, and editors make some as locks.
 * Names may be any bytes, in any locale, which {@code java.io.File} can't do.
 *
 * @param folder with {@code main.py}
 */
public record Workload(Path folder) {
  /**
   * Of names, contents, and permissions to execute: what a training may notice.
   *
   * @throws CompileException when a link leads to a folder above itself
   */
  public Digest digest() throws IOException {
    StringBuilder text = new StringBuilder();
    for (var each : files().entrySet()) {
      text.append(each.getKey()).append('\n');
      if (Files.isRegularFile(each.getValue())) {
        text.append(Files.isExecutable(each.getValue()) ? "executable " : "");
        text.append(Digest.of(each.getValue()).hex());
      }
    }
    return Digest.of(text.toString());
  }

  /**
   * Copies it.
   *
   * @param to an empty directory
   */
  void copy(Path to) throws IOException {
    for (Path each : files().values()) {
      Path target = to.resolve(folder.relativize(each));
      if (Files.isDirectory(each)) {
        Files.createDirectory(target);
      } else {
        Files.copy(each, target);
        if (Files.isExecutable(each)) {
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  /** All below the folder by what it is called there, parents before their children. */
  private NavigableMap<String, Path> files() throws IOException {
    NavigableMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(each -> !each.equals(folder) && Files.exists(each))
          .forEach(each -> files.put(Utf8Paths.text(folder.relativize(each)), each));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileSystemLoopException loop) {
        throw new CompileException(
            "<workload> has the link %s to a folder above itself: it has no end. Remove it, or name a folder without it."
                .formatted(loop.getFile()),
            e);
      }
      throw Objects.requireNonNull(e.getCause());
    }
    return files;
  }
}
