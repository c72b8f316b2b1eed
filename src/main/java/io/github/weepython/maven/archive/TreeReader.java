package io.github.weepython.maven.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Scans a directory on disk, following no link. */
public final class TreeReader {
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int FILE = 0100000;
  private static final int SYMLINK = 0120000;

  private TreeReader() {}

  /**
   * Everything below the directory, with modes as on disk, owner and group 0 and no time ({@link
   * Entry#TIMELESS}). Of several names of one inode the first in the tree's order is the file, the
   * others are hard links.
   *
   * @throws ArchiveException on sockets, pipes and devices
   */
  public static FileTree read(Path directory) throws IOException {
    NavigableMap<String, Path> found = new TreeMap<>();
    collect("", directory, found);
    FileTree tree = new FileTree();
    Map<String, String> inodes = new HashMap<>();
    for (Map.Entry<String, Path> each : found.entrySet()) {
      tree.put(entry(each.getKey(), each.getValue(), inodes));
    }
    return tree;
  }

  /** As {@link #read}, with each entry's time on disk. */
  public static FileTree readWithTimes(Path directory) throws IOException {
    FileTree timed = new FileTree();
    for (Entry each : read(directory).entries()) {
      Path file = Utf8Paths.below(directory, each.path());
      FileTime time = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
      timed.put(each.withMtime(Math.floorDiv(time.toMillis(), 1000L)));
    }
    return timed;
  }

  private static void collect(String prefix, Path directory, Map<String, Path> found)
      throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        String path = prefix + Utf8Paths.name(child);
        found.put(path, child);
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          collect(path + "/", child, found);
        }
      }
    }
  }

  private static Entry entry(String path, Path file, Map<String, String> inodes)
      throws IOException {
    Map<String, Object> found =
        Files.readAttributes(file, "unix:mode,nlink,dev,ino", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) found.getOrDefault("mode", 0);
    int bits = mode & 07777;
    switch (mode & TYPE) {
      case DIRECTORY:
        return Entry.directory(path, bits);
      case SYMLINK:
        return Entry.symlink(path, Utf8Paths.text(Files.readSymbolicLink(file)));
      case FILE:
        if ((Integer) found.getOrDefault("nlink", 1) > 1) {
          String first = inodes.putIfAbsent(found.get("dev") + ":" + found.get("ino"), path);
          if (first != null) {
            return Entry.hardlink(path, first).withMode(bits);
          }
        }
        return Entry.file(path, bits, Content.of(file));
      default:
        throw new ArchiveException(
            file + " is neither file, directory nor symlink, and no image layer can hold it.");
    }
  }
}
