package io.github.weepython.maven.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a tar entry by entry and refuses what could reach out of the place it is meant for. */
public final class TarReader {
  /** Linux's limit of one name, in bytes (limits.h). */
  private static final int NAME_MAX = 255;

  /** Linux's limit of a whole path (limits.h), less room for the folder that it is unpacked in. */
  private static final int PATH_MAX = 3000;

  /** Of all that belongs to one entry before its body: names of GNU tar and pax(1)'s records. */
  private static final int MAX_HEADER = 1 << 20;

  private static final int SHOWN = 80;

  /** What to do about device nodes and named pipes. */
  public enum Devices {
    REFUSE,
    SKIP
  }

  /** Hears of each entry in the archive's order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param entry the header; its content is empty. A hard link's target is a path like the
     *     entry's own; a symlink's is as written, wherever it points
     * @param size length of the body in bytes
     * @param body a file's bytes, readable during this call only
     */
    void visit(Entry entry, long size, InputStream body) throws IOException;
  }

  private TarReader() {}

  /**
   * Reads to the end of the archive; the entry for the root itself is left out.
   *
   * @param name what messages call the archive
   * @throws ArchiveException on absolute paths, {@code ..}, types no tree has, and damaged archives
   */
  public static void read(String name, InputStream in, Devices devices, Visitor visitor)
      throws IOException {
    read(
        name,
        in,
        devices,
        (entry, size, from, tar) -> visitor.visit(entry, size, new ReadableBody(name, tar)));
  }

  /** Asked at every entry, and not worth a system call: how much more there is at once. */
  private static final class Buffer extends BufferedInputStream {
    Buffer(InputStream in) {
      super(in, 1 << 16);
    }

    @Override
    public synchronized int available() {
      return count - pos;
    }
  }

  private interface Placed {
    /**
     * @param from where in the archive the entry's bytes begin
     */
    void visit(Entry entry, long size, long from, TarArchiveInputStream tar) throws IOException;
  }

  private static void read(String name, InputStream in, Devices devices, Placed visitor)
      throws IOException {
    LimitedInputStream limited = new LimitedInputStream(new Buffer(in), MAX_HEADER);
    TarArchiveInputStream tar = new TarArchiveInputStream(limited, StandardCharsets.UTF_8.name());
    byte[] rest = new byte[1 << 13];
    for (Optional<TarArchiveEntry> header = next(name, tar, limited, rest);
        header.isPresent();
        header = next(name, tar, limited, rest)) {
      Optional<Entry> entry = entry(name, header.get(), devices);
      if (entry.isPresent()) {
        visitor.visit(entry.get(), header.get().getSize(), tar.getBytesRead(), tar);
      }
    }
  }

  /**
   * A file's bytes, where it should be a small one.
   *
   * @param most how many bytes such a file has at most
   * @throws ArchiveException when it has more
   */
  public static byte[] bytes(Entry entry, InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most);
    if (body.read() >= 0) {
      throw refused("The archive", entry.path(), "is larger than %d bytes".formatted(most));
    }
    return bytes;
  }

  /**
   * The tree of a tar on disk, uncompressed, which must stay as it is while the tree is used: its
   * files' bytes are read from there.
   *
   * @throws ArchiveException as {@link #read}
   */
  public static FileTree tree(Path tar) throws IOException {
    FileTree tree = new FileTree();
    String name = tar.toString();
    // Not by TarFile, which holds the headers of all entries at once.
    try (InputStream in = Files.newInputStream(tar)) {
      read(
          name,
          in,
          Devices.REFUSE,
          (entry, size, from, body) ->
              tree.put(
                  entry.type() == Entry.Type.FILE
                      ? entry.withContent(new FilePiece(tar, from, size))
                      : entry));
    }
    return tree;
  }

  /**
   * The rest of a body may be of any size; headers stand in memory whole.
   *
   * @param rest overwritten
   */
  private static Optional<TarArchiveEntry> next(
      String name, TarArchiveInputStream tar, LimitedInputStream limited, byte[] rest)
      throws IOException {
    try {
      int read = tar.getCurrentEntry() == null ? -1 : 0;
      while (read >= 0) {
        read = tar.read(rest);
      }
      limited.renew();
      Optional<TarArchiveEntry> header = Optional.ofNullable(tar.getNextEntry());
      limited.lift();
      return header;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw ReadableBody.unreadable(name, e);
    }
  }

  private static Optional<Entry> entry(String name, TarArchiveEntry header, Devices devices) {
    if (header.isCharacterDevice() || header.isBlockDevice() || header.isFIFO()) {
      if (devices == Devices.SKIP) {
        return Optional.empty();
      }
      throw refused(name, header.getName(), "is a device node or named pipe");
    }
    String path = inside(name, header.getName());
    Entry.Type type = type(name, header);
    if (path.isEmpty() && type == Entry.Type.DIRECTORY) {
      return Optional.empty();
    }
    if (path.isEmpty()) {
      throw refused(name, header.getName(), "would replace the root");
    }
    return Optional.of(
        new Entry(
            path,
            type,
            header.getMode() & 07777,
            id(name, header, header.getLongUserId()),
            id(name, header, header.getLongGroupId()),
            Math.floorDiv(header.getLastModifiedTime().toMillis(), 1000L),
            link(name, header, type),
            Content.of(new byte[0])));
  }

  private static Entry.Type type(String name, TarArchiveEntry header) {
    if (header.isSymbolicLink()) {
      return Entry.Type.SYMLINK;
    }
    if (header.isLink()) {
      return Entry.Type.HARDLINK;
    }
    if (header.isDirectory()) {
      return Entry.Type.DIRECTORY;
    }
    if (header.isFile() && !header.isSparse()) {
      return Entry.Type.FILE;
    }
    throw refused(name, header.getName(), "is neither a file, a directory nor a link");
  }

  private static String link(String name, TarArchiveEntry header, Entry.Type type) {
    return switch (type) {
      case SYMLINK -> target(name, header);
      case HARDLINK -> inside(name, header.getLinkName());
      default -> "";
    };
  }

  private static String target(String name, TarArchiveEntry header) {
    String target = header.getLinkName();
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw refused(name, header.getName(), "is a link without a valid target");
    }
    if (target.getBytes(StandardCharsets.UTF_8).length > PATH_MAX) {
      throw refused(
          name, header.getName(), "is a link to a path longer than %d bytes".formatted(PATH_MAX));
    }
    return target;
  }

  private static int id(String name, TarArchiveEntry header, long id) {
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw refused(name, header.getName(), "has the invalid user or group ID " + id);
    }
    return (int) id;
  }

  /** The path without {@code ./}, doubled and trailing slashes; empty for the root. */
  private static String inside(String name, String path) {
    if (path.startsWith("/")) {
      throw refused(name, path, "names an absolute path");
    }
    String bare = path.substring(path.startsWith("./") ? 2 : 0);
    if (isPlain(bare)) {
      return bare;
    }
    if (path.indexOf('\0') >= 0) {
      throw refused(name, path.replace("\0", "\\0"), "has a zero byte in its name");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        throw refused(name, path, "leaves the tree by '..'");
      }
      if (segment.getBytes(StandardCharsets.UTF_8).length > NAME_MAX) {
        throw refused(name, shortened(path), "has a name longer than %d bytes".formatted(NAME_MAX));
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    String whole = String.join("/", segments);
    if (whole.getBytes(StandardCharsets.UTF_8).length > PATH_MAX) {
      throw refused(name, shortened(path), "has a path longer than %d bytes".formatted(PATH_MAX));
    }
    return whole;
  }

  /** Whether a path is as it should be, beyond doubt: most are, and there may be many. */
  private static boolean isPlain(String path) {
    char before = '/';
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      if (c == 0 || c >= 0x80 || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return before != '/' && path.length() <= NAME_MAX;
  }

  private static String shortened(String path) {
    return path.length() <= SHOWN ? path : path.substring(0, SHOWN) + "...";
  }

  private static ArchiveException refused(String name, String path, String why) {
    return new ArchiveException(
        "%s was refused: its entry '%s' %s. No valid archive has such an entry; get it again."
            .formatted(name, path, why));
  }
}
