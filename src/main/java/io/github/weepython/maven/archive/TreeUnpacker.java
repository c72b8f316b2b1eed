package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes the entries of archives over each other below one root on disk. What belongs where is
 * decided in memory, from the archives alone: no path goes through a symlink, so nothing can be
 * written outside the root.
 */
public final class TreeUnpacker {
  /** Of all that is unpacked into one tree. */
  public static final long MAX_BYTES = 8L << 30;

  private static final int MAX_ENTRIES = 1_000_000;

  private final UnpackTarget target;
  private final Predicate<String> wanted;
  private final FileTree tree = new FileTree();
  private long bytes;
  private int entries;

  /** The folder of the last path whose directories were looked at. */
  private String known = "";

  /**
   * @param root an empty directory
   * @param wanted paths of files and links that are written at all; directories always are
   */
  public TreeUnpacker(Path root, Predicate<String> wanted) {
    this(new DiskTarget(root), wanted);
  }

  private TreeUnpacker(UnpackTarget target, Predicate<String> wanted) {
    this.target = target;
    this.wanted = wanted;
  }

  /**
   * For those who only read the tree: all bytes are in one file, with nothing else on disk.
   *
   * @param spool is made, and must stay while the tree is used
   */
  public static TreeUnpacker spooled(Path spool) {
    return new TreeUnpacker(new SpoolTarget(spool), path -> true);
  }

  /**
   * What was unpacked, with the owners, modes and times that the archives say. On disk set-ID and
   * sticky bits are missing, and the owner may read and write everything, and enter every
   * directory.
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
                "%s was refused: unpacked, it exceeds %d bytes or %d files."
                    .formatted(name, MAX_BYTES, MAX_ENTRIES));
          }
          for (Entry placed : places.apply(entry)) {
            take(placed, body);
          }
        });
    target.flush();
  }

  /**
   * Adds an entry, instead of one that had its path.
   *
   * @throws ArchiveException when it would lead through a link, or turn a directory into something
   *     else
   */
  public void put(Entry entry, InputStream body) throws IOException {
    take(entry, body);
    target.flush();
  }

  private void take(Entry entry, InputStream body) throws IOException {
    requireDirectories(entry.path());
    Optional<Entry> old = tree.get(entry.path());
    if (old.isPresent() && !entry.path().equals(entry.link())) {
      keepLinked(entry.path());
    }
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
    known = "";
    List<String> gone = new ArrayList<>(tree.below(path));
    if (tree.get(path).isPresent()) {
      gone.add(0, path);
    }
    Collections.reverse(gone); // What lies below comes after, so first here.
    for (String name : gone) {
      keepLinked(name);
      tree.remove(name);
      target.remove(name);
    }
  }

  /**
   * Before something else comes to a path: its hard links keep the inode, on disk by themselves.
   */
  private void keepLinked(String path) {
    tree.bequeath(path).ifPresent(heir -> tree.put(heir.withContent(target.content(heir))));
  }

  /** Each directory on the way must be one that was brought, or is made. */
  private void requireDirectories(String path) throws IOException {
    int last = Math.max(0, path.lastIndexOf('/'));
    if (last == known.length() && path.startsWith(known)) {
      return; // Nothing but remove() makes a directory something else.
    }
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      Optional<Entry> found = tree.get(parent);
      if (found.isEmpty()) {
        directory(Entry.directory(parent, 0755), found);
      } else if (found.get().type() != Entry.Type.DIRECTORY) {
        throw refused(path, "leads through " + parent + ", which is not a directory");
      }
    }
    known = path.substring(0, last);
  }

  private void directory(Entry entry, Optional<Entry> old) throws IOException {
    if (old.isPresent() && old.get().type() == Entry.Type.SYMLINK) {
      return; // As dpkg: a link to a directory stays, and what lies below is refused.
    }
    if (old.isPresent() && old.get().type() != Entry.Type.DIRECTORY) {
      throw refused(entry.path(), "is a directory here and a file in another archive");
    }
    if (old.isEmpty() || old.get().mode() != entry.mode()) {
      target.directory(entry, old.isPresent());
    }
    tree.put(entry);
  }

  private void symlink(Entry entry, Optional<Entry> old) throws IOException {
    if (old.isPresent() && old.get().type() == Entry.Type.DIRECTORY) {
      throw refused(entry.path(), "is a link here and a directory in another archive");
    }
    if (wanted.test(entry.path())) {
      target.symlink(entry, old.isPresent());
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
    if (linked.isPresent() && linked.get().type() == Entry.Type.HARDLINK) {
      hardlink(Entry.hardlink(entry.path(), linked.get().link()), old);
      return;
    }
    if (linked.isEmpty() || linked.get().type() != Entry.Type.FILE) {
      throw refused(entry.path(), "is a hard link to " + entry.link() + ", which is not a file");
    }
    if (!entry.path().equals(entry.link())) {
      target.hardlink(entry, old.isPresent());
      tree.put(entry);
    }
  }

  private void file(Entry entry, Optional<Entry> old, InputStream body) throws IOException {
    requireNoDirectory(entry, old);
    if (!wanted.test(entry.path())) {
      return;
    }
    Content content = target.file(entry, old.isPresent(), body);
    tree.put(
        new Entry(
            entry.path(),
            entry.type(),
            entry.mode(),
            entry.uid(),
            entry.gid(),
            entry.mtime(),
            "",
            content));
  }

  private static void requireNoDirectory(Entry entry, Optional<Entry> old) {
    if (old.isPresent() && old.get().type() == Entry.Type.DIRECTORY) {
      throw refused(entry.path(), "is a file here and a directory in another archive");
    }
  }

  private static ArchiveException refused(String path, String why) {
    return new ArchiveException(
        "'%s' %s. No packages of Debian's archive do this; is the".formatted(path, why)
            + " mirror intact, and do the packages belong to one suite?");
  }
}
