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
   * @throws ArchiveException on sockets, pipes and devices, and on names that are not UTF-8
   */
  public static FileTree read(Path directory) throws IOException {
    return tree(directory, false);
  }

  /** As {@link #read}, with each entry's time on disk. */
  public static FileTree readWithTimes(Path directory) throws IOException {
    return tree(directory, true);
  }

  private static FileTree tree(Path directory, boolean times) throws IOException {
    NavigableMap<String, OnDisk> found = new TreeMap<>();
    collect("", directory, found);
    FileTree tree = new FileTree();
    Map<String, String> inodes = new HashMap<>();
    for (Map.Entry<String, OnDisk> pair : found.entrySet()) {
      Entry entry = entry(pair.getKey(), pair.getValue(), inodes);
      tree.put(times ? entry.withMtime(pair.getValue().seconds()) : entry);
    }
    return tree;
  }

  /**
   * What one call of lstat(2) tells.
   *
   * @param inode names an inode that has several names; else empty
   * @param seconds of the modification time, since the epoch
   */
  private record OnDisk(Path file, int mode, long size, String inode, long seconds) {
    static OnDisk read(Path file) throws IOException {
      Map<String, Object> found =
          Files.readAttributes(
              file, "unix:mode,size,nlink,dev,ino,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
      boolean several = (Integer) found.getOrDefault("nlink", 1) > 1;
      FileTime time = (FileTime) found.getOrDefault("lastModifiedTime", FileTime.fromMillis(0));
      return new OnDisk(
          file,
          (Integer) found.getOrDefault("mode", 0),
          (Long) found.getOrDefault("size", 0L),
          several ? found.get("dev") + ":" + found.get("ino") : "",
          Math.floorDiv(time.toMillis(), 1000L));
    }
  }

  private static void collect(String prefix, Path directory, Map<String, OnDisk> found)
      throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        String path = prefix + name(child);
        OnDisk read = OnDisk.read(child);
        found.put(path, read);
        if ((read.mode() & TYPE) == DIRECTORY) {
          collect(path + "/", child, found);
        }
      }
    }
  }

  /** Two names that are not UTF-8 might be one in the tree, and one of the files would be lost. */
  private static String name(Path child) {
    return Utf8Paths.exactText(child.getName(child.getNameCount() - 1))
        .orElseThrow(() -> new ArchiveException("The name of " + notUtf8(child)));
  }

  private static String target(Path link) throws IOException {
    return Utf8Paths.exactText(Files.readSymbolicLink(link))
        .orElseThrow(() -> new ArchiveException("The target of the link " + notUtf8(link)));
  }

  private static String notUtf8(Path file) {
    return Utf8Paths.encoded(file)
        + " (percent-encoded) is not UTF-8, and no image layer can hold it. Rename it, or leave it out.";
  }

  private static Entry entry(String path, OnDisk found, Map<String, String> inodes)
      throws IOException {
    int bits = found.mode() & 07777;
    switch (found.mode() & TYPE) {
      case DIRECTORY:
        return Entry.directory(path, bits);
      case SYMLINK:
        return Entry.symlink(path, target(found.file()));
      case FILE:
        String first = found.inode().isEmpty() ? null : inodes.putIfAbsent(found.inode(), path);
        return first == null
            ? Entry.file(path, bits, Content.of(found.file(), found.size()))
            : Entry.hardlink(path, first).withMode(bits);
      default:
        throw new ArchiveException(
            found.file()
                + " is neither a file, a directory nor a symlink, and no image layer can hold it.");
    }
  }
}
