package io.github.weepython.maven.debian;

import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TreeUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Unpacks packages over each other into one root, as dpkg would into a merged /usr: {@code lib/x}
 * is written to {@code usr/lib/x}, by name and not by following a link. See {@link TreeUnpacker}
 * for why nothing leaves the root.
 */
public final class Unpacker {
  /** Top-level directories that are links into /usr (Debian's UsrMerge). */
  private static final Pattern MERGED = Pattern.compile("(bin|sbin|lib|lib64|lib32|libx32)(/.*)?");

  private static final long MAX_BYTES = 8L << 30;
  private static final int MAX_ENTRIES = 1_000_000;

  private final TreeUnpacker target;
  private long bytes;
  private int entries;

  /**
   * @param root an empty directory
   * @param wanted paths of files and links that are written at all; directories always are
   */
  public Unpacker(Path root, Predicate<String> wanted) {
    this.target = new TreeUnpacker(root, wanted);
  }

  /**
   * Unpacks a package's files.
   *
   * @throws DebianException when it would write outside the root, or through a link, or is huge
   */
  public void unpack(DebFile deb) throws IOException {
    String name = String.valueOf(deb.file().getFileName());
    try (InputStream data = deb.openData()) {
      TarReader.read(
          name,
          data,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            bytes += size;
            if (bytes > MAX_BYTES || size < 0 || ++entries > MAX_ENTRIES) {
              throw new DebianException(
                  "%s was refused: unpacked, it is beyond %d bytes or %d files."
                      .formatted(name, MAX_BYTES, MAX_ENTRIES));
            }
            put(merged(entry), body);
          });
    } catch (ArchiveException e) {
      throw new DebianException(name + ": " + e.getMessage(), e);
    }
  }

  /** What was unpacked, with the owners, modes and times that the packages say. */
  public FileTree tree() {
    return target.tree();
  }

  /** A package from before the merge brings a directory where there is a link now. */
  private void put(Entry entry, InputStream body) throws IOException {
    boolean top = entry.path().indexOf('/') < 0 && MERGED.matcher(entry.path()).matches();
    if (top && entry.type() == Entry.Type.DIRECTORY) {
      target.put(Entry.directory("usr/" + entry.path(), 0755), body);
      target.put(Entry.symlink(entry.path(), "usr/" + entry.path()), body);
    } else {
      target.put(entry, body);
    }
  }

  private static Entry merged(Entry entry) {
    return entry.type() == Entry.Type.HARDLINK
        ? Entry.hardlink(merged(entry.path()), merged(entry.link())).withMode(entry.mode())
        : entry.withPath(merged(entry.path()));
  }

  private static String merged(String path) {
    boolean below = path.indexOf('/') > 0;
    return below && MERGED.matcher(path).matches() ? "usr/" + path : path;
  }
}
