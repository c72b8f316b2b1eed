package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Unpacks packages over each other into one root, as dpkg would into a merged /usr: {@code lib/x}
 * is written to {@code usr/lib/x}, by name and not by following a link. See {@link TreeUnpacker}
 * for why nothing leaves the root.
 */
public final class UsrMergeUnpacker {
  /** Top-level directories that are links into /usr (Debian's UsrMerge). */
  private static final Set<String> MERGED =
      Set.of("bin", "sbin", "lib", "lib64", "lib32", "libx32");

  private final TreeUnpacker target;

  /**
   * @param root an empty directory
   * @param wanted paths of files and links that are written at all; directories always are
   */
  public UsrMergeUnpacker(Path root, Predicate<String> wanted) {
    this(new TreeUnpacker(root, wanted));
  }

  private UsrMergeUnpacker(TreeUnpacker target) {
    this.target = target;
  }

  /** As {@link TreeUnpacker#spooled}. */
  static UsrMergeUnpacker spooled(Path spool) {
    return new UsrMergeUnpacker(TreeUnpacker.spooled(spool));
  }

  /**
   * Unpacks a package's files.
   *
   * @return their paths as the package has them, before any link of a merged /usr
   * @throws PackageException when it would write outside the root, or through a link, or is huge
   */
  public List<String> unpack(DebFile deb) throws IOException {
    List<String> paths = new ArrayList<>();
    try (InputStream data = deb.openData()) {
      target.unpack(
          "its data archive",
          data,
          entry -> {
            paths.add(entry.path());
            return places(entry);
          });
      return paths;
    } catch (ArchiveException e) {
      throw new PackageException(deb.file(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      if (Causes.isDiskFull(e)) {
        throw e;
      }
      throw new PackageException(deb.file(), "unpacking it failed: " + Causes.of(e) + ".", e);
    }
  }

  /**
   * Adds a file, directory or link that no package has.
   *
   * @throws io.github.weepython.maven.archive.ArchiveException where its path leads through a link
   */
  public void add(Entry entry) throws IOException {
    try (InputStream body = entry.content().open()) {
      target.put(entry, body);
    }
  }

  /** What was unpacked, with the owners, modes and times that the packages say. */
  public FileTree tree() {
    return target.tree();
  }

  /** A package from before the merge brings a directory where there is a link now. */
  private static List<Entry> places(Entry entry) {
    String path = entry.path();
    return MERGED.contains(path) && entry.type() == Entry.Type.DIRECTORY
        ? List.of(Entry.directory("usr/" + path, 0755), Entry.symlink(path, "usr/" + path))
        : List.of(entry.moved(UsrMergeUnpacker::merged));
  }

  static String merged(String path) {
    int slash = path.indexOf('/');
    return slash > 0 && MERGED.contains(path.substring(0, slash)) ? "usr/" + path : path;
  }
}
