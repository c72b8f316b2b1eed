package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.archive.Utf8Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A root on disk, before and after maintainer scripts changed it. On disk all is this user's, and
 * modes that the owner could not work with are missing; what the packages say counts for what the
 * scripts left alone.
 */
final class ConfiguredRoot {
  private static final int FILE_NEEDS = 0600;
  private static final int DIRECTORY_NEEDS = 0700;

  private final Path root;
  private final FileTree unpacked;

  /**
   * @param unpacked what the packages say of what stands there now
   */
  ConfiguredRoot(Path root, FileTree unpacked) throws IOException {
    this.root = root;
    this.unpacked = unpacked;
    for (Entry entry : unpacked.entries()) {
      if (entry.type() == Entry.Type.DIRECTORY) {
        Files.setPosixFilePermissions(
            Utf8Paths.below(root, entry.path()), permissions(entry.mode() | DIRECTORY_NEEDS));
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromHighestBit = PosixFilePermission.values();
    for (int at = 0; at < fromHighestBit.length; at++) {
      if ((mode >> (8 - at) & 1) == 1) {
        permissions.add(fromHighestBit[at]);
      }
    }
    return permissions;
  }

  /**
   * What stands there after the scripts.
   *
   * @param record the folder where they left what they gave to whom
   */
  FileTree read(Path record) throws IOException {
    FileTree tree = new FileTree();
    for (Entry entry : TreeReader.readWithTimes(root).entries()) {
      Optional<Entry> before = before(entry);
      tree.put(before.isPresent() ? restored(entry, before.get()) : timeless(entry));
    }
    new OwnershipReplay(tree, unpacked).restore(record.resolve("calls"));
    return tree;
  }

  private Optional<Entry> before(Entry now) {
    Optional<Entry> before = unpacked.get(now.path());
    if (before.isPresent() && before.get().type() == Entry.Type.HARDLINK) {
      before = unpacked.get(before.get().link());
    }
    Entry.Type type = now.type() == Entry.Type.HARDLINK ? Entry.Type.FILE : now.type();
    return before.filter(b -> b.type() == type);
  }

  /** When a script made or changed it says nothing about it. */
  private static Entry timeless(Entry entry) {
    return entry.withMtime(Entry.TIMELESS);
  }

  private static Entry restored(Entry now, Entry before) {
    Entry owned = timeless(now).withOwner(before.uid(), before.gid());
    switch (before.type()) {
      case DIRECTORY:
        return mode(owned, before, DIRECTORY_NEEDS).withMtime(before.mtime());
      case SYMLINK:
        return now.link().equals(before.link()) ? owned.withMtime(before.mtime()) : owned;
      default:
        boolean same = now.mtime() == before.mtime();
        return mode(same ? owned.withMtime(before.mtime()) : owned, before, FILE_NEEDS);
    }
  }

  /** The mode that the package says, unless a script has changed it. */
  private static Entry mode(Entry now, Entry before, int needs) {
    boolean unchanged = now.mode() == ((before.mode() & 0777) | needs);
    return unchanged ? now.withMode(before.mode()) : now;
  }
}
