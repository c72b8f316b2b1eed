package io.github.weepython.maven.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a file tree as a tar whose bytes depend on the tree alone: sorted by path, numeric owners
 * without names, times clamped. PAX records (POSIX.1-2001, pax) stand only where ustar is too
 * short.
 */
public final class TarWriter {
  private final long latest;
  private final byte[] buffer = new byte[1 << 14];

  /**
   * @param latest seconds since the epoch; later modification times become this
   */
  public TarWriter(long latest) {
    this.latest = latest;
  }

  /**
   * Writes the whole tar, its end included, in long pieces, and leaves the stream open. Each
   * directory on the way to an entry has an entry of its own, since Docker makes missing ones with
   * mode 0700.
   */
  public void write(FileTree tree, OutputStream out) throws IOException {
    // Ends with two blocks (POSIX.1-2001, pax), and not with as many as a tape's record takes.
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(buffered, 512, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    FileTree whole = withParents(tree);
    List<Entry> hardLinks = new ArrayList<>();
    try (ContentReader reader = new ContentReader()) {
      for (Entry entry : whole.entries()) {
        if (entry.type() == Entry.Type.HARDLINK) {
          hardLinks.add(entry);
        } else {
          write(entry, tar, reader);
        }
      }
      // A link can only be made when its target is there.
      for (Entry link : hardLinks) {
        requireFile(link, whole.get(link.link()));
        write(link, tar, reader);
      }
    }
    tar.finish();
    buffered.flush();
  }

  private static FileTree withParents(FileTree tree) {
    FileTree whole = new FileTree();
    String last = "";
    for (Entry entry : tree.entries()) {
      String folder = entry.path().substring(0, Math.max(0, entry.path().lastIndexOf('/')));
      if (folder.equals(last)) {
        continue;
      }
      last = folder;
      for (int slash = entry.path().indexOf('/');
          slash > 0;
          slash = entry.path().indexOf('/', slash + 1)) {
        String parent = entry.path().substring(0, slash);
        if (tree.get(parent).isEmpty()) {
          whole.put(Entry.directory(parent, 0755));
        }
      }
    }
    whole.putAll(tree);
    return whole;
  }

  private static void requireFile(Entry link, Optional<Entry> target) {
    if (target.filter(t -> t.type() == Entry.Type.FILE).isEmpty()) {
      throw new ArchiveException(
          "The hard link " + link.path() + " names " + link.link() + ", which is not a file here.");
    }
  }

  private void write(Entry entry, TarArchiveOutputStream tar, ContentReader reader)
      throws IOException {
    tar.putArchiveEntry(header(entry));
    if (entry.type() == Entry.Type.FILE) {
      try (InputStream in = reader.open(entry.content())) {
        // Not by transferTo, which makes a buffer for each file.
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          tar.write(buffer, 0, n);
        }
      }
    }
    tar.closeArchiveEntry();
  }

  private TarArchiveEntry header(Entry entry) {
    String name = entry.type() == Entry.Type.DIRECTORY ? entry.path() + "/" : entry.path();
    TarArchiveEntry header = new TarArchiveEntry(name, linkFlag(entry.type()));
    header.setMode(entry.mode());
    header.setIds(entry.uid(), entry.gid());
    header.setNames("", "");
    header.setModTime(Math.min(entry.mtime(), latest) * 1000);
    header.setLinkName(entry.link());
    header.setSize(entry.type() == Entry.Type.FILE ? entry.content().size() : 0);
    return header;
  }

  private static byte linkFlag(Entry.Type type) {
    return switch (type) {
      case FILE -> TarConstants.LF_NORMAL;
      case DIRECTORY -> TarConstants.LF_DIR;
      case SYMLINK -> TarConstants.LF_SYMLINK;
      case HARDLINK -> TarConstants.LF_LINK;
    };
  }
}
