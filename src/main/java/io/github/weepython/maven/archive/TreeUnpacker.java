package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes the entries of archives over each other below one root on disk. What belongs where is
 * decided in memory, from the archives alone: no path goes through a symlink, so nothing can be
 * written outside the root.
 */
public final class TreeUnpacker {
  private static final long MAX_BYTES = 8L << 30;
  private static final int MAX_ENTRIES = 1_000_000;

  private final Path root;
  private final Predicate<String> wanted;
  private final FileTree tree = new FileTree();
  private long bytes;
  private int entries;

  /**
   * @param root an empty directory
   * @param wanted paths of files and links that are written at all; directories always are
   */
  public TreeUnpacker(Path root, Predicate<String> wanted) {
    this.root = root;
    this.wanted = wanted;
  }

  /**
   * What was unpacked, with the owners, modes and times that the archives say. On disk set-ID bits
   * are missing, and the owner may read and write everything.
   */
  public FileTree tree() {
    return tree;
  }

  /**
   * Adds what a tar has.
   *
   * @param name what messages call it
   * @param places where an entry goes: nowhere, to one place, or to several
   * @throws ArchiveException as {@link #put}, and when all that was unpacked is huge
   */
  public void unpack(String name, InputStream tar, Function<Entry, List<Entry>> places)
      throws IOException {
    TarReader.read(
        name,
        tar,
        TarReader.Devices.REFUSE,
        (entry, size, body) -> {
          bytes += size;
          if (bytes > MAX_BYTES || size < 0 || ++entries > MAX_ENTRIES) {
            throw new ArchiveException(
                "%s was refused: unpacked, it is beyond %d bytes or %d files."
                    .formatted(name, MAX_BYTES, MAX_ENTRIES));
          }
          for (Entry placed : places.apply(entry)) {
            put(placed, body);
          }
        });
  }

  /**
   * Adds an entry, instead of one that had its path.
   *
   * @throws ArchiveException when it would lead through a link, or turn a directory into something
   *     else
   */
  public void put(Entry entry, InputStream body) throws IOException {
    requireDirectories(entry.path());
    Optional<Entry> old = tree.get(entry.path());
    switch (entry.type()) {
      case DIRECTORY -> directory(entry, old);
      case SYMLINK -> symlink(entry, old);
      case HARDLINK -> hardlink(entry, old);
      case FILE -> file(entry, old, body);
    }
  }

  /** Takes away what is at a path, and all below it. */
  public void remove(String path) throws IOException {
    requireDirectories(path);
    List<String> gone = new ArrayList<>();
    for (Entry each : tree.entries()) {
      if (each.path().equals(path) || each.path().startsWith(path + "/")) {
        gone.add(0, each.path()); // What lies below comes after, so first here.
      }
    }
    for (String each : gone) {
      tree.remove(each);
      Files.delete(at(each));
    }
  }

  /** Each directory on the way must be one that was brought, or is made. */
  private void requireDirectories(String path) throws IOException {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      Optional<Entry> found = tree.get(parent);
      if (found.isEmpty()) {
        directory(Entry.directory(parent, 0755), found);
      } else if (found.get().type() != Entry.Type.DIRECTORY) {
        throw refused(path, "leads through " + parent + ", which is not a directory");
      }
    }
  }

  private void directory(Entry entry, Optional<Entry> old) throws IOException {
    if (old.isPresent() && old.get().type() == Entry.Type.SYMLINK) {
      return; // As dpkg: a link to a directory stays, and what lies below is refused.
    }
    if (old.isPresent() && old.get().type() != Entry.Type.DIRECTORY) {
      throw refused(entry.path(), "is a directory here and a file in another archive");
    }
    if (old.isEmpty()) {
      Files.createDirectory(at(entry.path()));
    }
    tree.put(entry);
  }

  private void symlink(Entry entry, Optional<Entry> old) throws IOException {
    if (old.isPresent() && old.get().type() == Entry.Type.DIRECTORY) {
      throw refused(entry.path(), "is a link here and a directory in another archive");
    }
    if (wanted.test(entry.path())) {
      Path target = at(entry.path());
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, Utf8Paths.ofBytes(entry.link()));
      tree.put(entry);
    }
  }

  private void hardlink(Entry entry, Optional<Entry> old) throws IOException {
    requireNoDirectory(entry, old);
    if (!wanted.test(entry.path())) {
      return;
    }
    Optional<Entry> linked = tree.get(entry.link());
    if (linked.isEmpty() && !wanted.test(entry.link())) {
      throw refused(entry.path(), "is a hard link to " + entry.link() + ", which is left out");
    }
    if (linked.isEmpty() || linked.get().type() != Entry.Type.FILE) {
      throw refused(entry.path(), "is a hard link to " + entry.link() + ", which is not a file");
    }
    if (!entry.path().equals(entry.link())) {
      Files.deleteIfExists(at(entry.path()));
      Files.createLink(at(entry.path()), at(entry.link()));
      tree.put(entry);
    }
  }

  private void file(Entry entry, Optional<Entry> old, InputStream body) throws IOException {
    requireNoDirectory(entry, old);
    if (!wanted.test(entry.path())) {
      return;
    }
    Path target = at(entry.path());
    // Never into the inode that is there: another name may share it.
    Files.deleteIfExists(target);
    Files.copy(body, target);
    Files.setPosixFilePermissions(target, permissions(entry.mode()));
    Files.setLastModifiedTime(target, FileTime.fromMillis(entry.mtime() * 1000));
    tree.put(
        new Entry(
            entry.path(),
            entry.type(),
            entry.mode(),
            entry.uid(),
            entry.gid(),
            entry.mtime(),
            "",
            Content.of(target)));
  }

  private static void requireNoDirectory(Entry entry, Optional<Entry> old) {
    if (old.isPresent() && old.get().type() == Entry.Type.DIRECTORY) {
      throw refused(entry.path(), "is a file here and a directory in another archive");
    }
  }

  /** Readable and writable by the owner in any case; set-ID bits are in the tree alone. */
  private static Set<PosixFilePermission> permissions(int mode) {
    String letters = "rwxrwxrwx";
    StringBuilder text = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      boolean on = (mode >> bit & 1) == 1 || bit >= 7;
      text.append(on ? letters.charAt(8 - bit) : '-');
    }
    return PosixFilePermissions.fromString(text.toString());
  }

  private Path at(String path) {
    return Utf8Paths.below(root, path);
  }

  private static ArchiveException refused(String path, String why) {
    return new ArchiveException(
        "'%s' %s. Nothing of the kind is in Debian's archive; is the".formatted(path, why)
            + " mirror sound, and do the packages belong to one suite?");
  }
}
