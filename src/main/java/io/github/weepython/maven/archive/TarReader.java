package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/** Reads a tar entry by entry and refuses what could reach out of the place it is meant for. */
public final class TarReader {
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
    TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
    for (Optional<TarArchiveEntry> header = next(name, tar);
        header.isPresent();
        header = next(name, tar)) {
      Optional<Entry> entry = entry(name, header.get(), devices);
      if (entry.isPresent()) {
        visitor.visit(entry.get(), header.get().getSize(), tar);
      }
    }
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
    try (TarFile file = new TarFile(tar, StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry header : file.getEntries()) {
        Content content = Content.of(tar, header.getDataOffset(), header.getSize());
        entry(name, header, Devices.REFUSE)
            .map(e -> e.type() == Entry.Type.FILE ? e.withContent(content) : e)
            .ifPresent(tree::put);
      }
    }
    return tree;
  }

  private static Optional<TarArchiveEntry> next(String name, TarArchiveInputStream tar) {
    try {
      return Optional.ofNullable(tar.getNextEntry());
    } catch (IOException | IllegalArgumentException e) {
      throw new ArchiveException(name + " is not a readable tar archive: " + e.getMessage(), e);
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
    throw refused(name, header.getName(), "is neither file, directory nor link");
  }

  private static String link(String name, TarArchiveEntry header, Entry.Type type) {
    return switch (type) {
      case SYMLINK -> header.getLinkName();
      case HARDLINK -> inside(name, header.getLinkName());
      default -> "";
    };
  }

  private static int id(String name, TarArchiveEntry header, long id) {
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw refused(name, header.getName(), "belongs to the impossible user or group " + id);
    }
    return (int) id;
  }

  /** The path without {@code ./}, doubled and trailing slashes; empty for the root. */
  private static String inside(String name, String path) {
    if (path.startsWith("/")) {
      throw refused(name, path, "names an absolute path");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        throw refused(name, path, "climbs out by '..'");
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }

  private static ArchiveException refused(String name, String path, String why) {
    return new ArchiveException(
        "%s was refused: its entry '%s' %s. Nothing of the kind is in a sound archive; get it anew."
            .formatted(name, path, why));
  }
}
