package io.github.weepython.maven.store;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands below a directory: described for comparison, or removed. */
public final class DiskTree {
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMLINK = 0120000;
  private static final int FILE = 0100000;

  private DiskTree() {}

  /** One sorted line for everything below: name, type and mode, size and digest or link target. */
  static String manifest(Path top) {
    List<Path> paths = new ArrayList<>();
    collect(top, paths);
    int prefix = name(top).length();
    return paths.parallelStream()
        .map(path -> line(path, prefix))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** The sizes of all files that a {@link #manifest} lists, together. */
  static long bytes(String manifest) {
    long bytes = 0;
    for (String line : manifest.split("\n")) {
      String[] fields = line.split(" ", -1);
      // Only a file has four: name, mode, size, digest.
      if (fields.length == 4 && fields[2].matches("\\d{1,18}")) {
        bytes += Long.parseLong(fields[2]);
      }
    }
    return bytes;
  }

  /** A file, or a directory with everything below, in no order. */
  static List<Path> paths(Path top) {
    List<Path> paths = new ArrayList<>(List.of(top));
    if (Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      collect(top, paths);
    }
    return paths;
  }

  private static void collect(Path directory, List<Path> paths) {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        paths.add(child);
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          collect(child, paths);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Path path, int prefix) {
    try {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:mode,size", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) found.getOrDefault("mode", 0);
      String what =
          switch (mode & TYPE) {
            case FILE -> found.get("size") + " " + Digest.of(path).hex();
            case SYMLINK -> name(Path.of("/").resolve(Files.readSymbolicLink(path)));
            case DIRECTORY -> "-";
            default -> throw new IOException("neither a file, a directory nor a symlink: " + path);
          };
      return name(path).substring(prefix) + " " + Integer.toOctalString(mode) + " " + what;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path's bytes, percent-encoded, so that the manifest is the same in every locale. */
  private static String name(Path path) {
    String raw = path.toUri().getRawPath();
    return raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
  }

  /** Removes a file or a whole directory, read-only directories too; nothing there is fine. */
  static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      clear(path);
    }
    Files.deleteIfExists(path);
  }

  /**
   * Removes all that is in a directory. By paths, whose names may be any bytes: {@code
   * java.io.File} loses some of them in the C locale.
   */
  public static void clear(Path directory) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        delete(child);
      }
    }
  }
}
