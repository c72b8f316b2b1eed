package io.github.weepython.maven.interpreter;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdOutputStream;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.archive.Utf8Paths;
import io.github.weepython.maven.archive.Zstd;
import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.store.Store;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An install tree as one file: a tar.zst whose first entry says what the tree was made of and what
 * its files are.
 */
final class InterpreterArchive {
  private static final String IDENTITY = "identity";

  /** Comes after {@link #IDENTITY} in a tar's order. */
  private static final String TREE = "tree";

  private static final int BUFFER = 1 << 16;

  /** A second of one core for 3.13.5; 19 takes 31 for a tenth less. */
  private static final int LEVEL = 9;

  private InterpreterArchive() {}

  /**
   * Packs; the same tree gives the same bytes.
   *
   * @param key of all that the tree depends on
   * @param threads how many cores may compress; the bytes are the same for any number
   */
  static void pack(Path tree, Digest key, Path archive, int threads) throws IOException {
    FileTree all = new FileTree();
    all.put(Entry.file(IDENTITY, 0644, Content.of(identity(key, tree))));
    for (Entry entry : TreeReader.read(tree).entries()) {
      all.put(entry.moved(path -> TREE + "/" + path));
    }
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), BUFFER);
        ZstdOutputStream out = Zstd.compress(file, LEVEL)) {
      out.setChecksum(true);
      out.setWorkers(threads);
      new TarWriter(0).write(all, out);
    }
  }

  private static String identity(Digest key, Path tree) {
    return "wee interpreter 1\nmade of %s\nfiles %s\n"
        .formatted(key.hex(), Store.fingerprint(tree).hex());
  }

  /**
   * Unpacks and compares what is there then with what the archive says, and that with what is
   * wanted.
   *
   * @param scratch a directory for this alone, on the target's disk
   * @param target an empty directory
   * @throws CompileException when the archive is damaged or another tree's
   * @throws IOException when this machine can't read it or write the tree, of which it tells
   *     nothing
   */
  static void unpack(Path archive, Digest key, Path scratch, Path target) throws IOException {
    TreeUnpacker unpacker = new TreeUnpacker(scratch, any -> true);
    try (InputStream in = open(archive)) {
      unpacker.unpack(archive.toString(), in, List::of);
      toItsEnd(archive, in);
    } catch (ArchiveException e) {
      throw damaged(archive, String.valueOf(e.getMessage()));
    }
    for (Entry entry : unpacker.tree().entries()) {
      if (entry.type() == Entry.Type.DIRECTORY || entry.type() == Entry.Type.FILE) {
        Files.setAttribute(Utf8Paths.below(scratch, entry.path()), "unix:mode", entry.mode());
      }
    }
    Path tree = scratch.resolve(TREE);
    Path said = scratch.resolve(IDENTITY);
    if (!Files.isRegularFile(said) || !Files.isDirectory(tree)) {
      throw damaged(archive, "it holds no interpreter");
    }
    String found = Files.readString(said, StandardCharsets.ISO_8859_1);
    String expected = identity(key, tree);
    if (!found.equals(expected)) {
      throw damaged(
          archive,
          "its manifest says\n  %s\nbut the requested interpreter and the unpacked files give\n  %s"
              .formatted(indented(found), indented(expected)));
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(tree)) {
      for (Path part : parts) {
        Files.move(part, target.resolve(part.getFileName()));
      }
    }
  }

  private static String indented(String text) {
    return text.substring(0, Math.min(text.length(), 300)).strip().replace("\n", "\n  ");
  }

  /**
   * Reads an archive to its end.
   *
   * @throws IOException when it is damaged
   */
  static void check(Path archive) throws IOException {
    try (InputStream in = open(archive)) {
      TarReader.read(
          archive.toString(), in, TarReader.Devices.REFUSE, (entry, size, body) -> body.skip(size));
      toItsEnd(archive, in);
    } catch (ArchiveException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static InputStream open(Path archive) throws IOException {
    return Zstd.decompress(new BufferedInputStream(Files.newInputStream(archive), BUFFER));
  }

  /**
   * Where zstd's checksum is, behind what a tar's reader reads.
   *
   * @throws ArchiveException when it is wrong
   */
  private static void toItsEnd(Path archive, InputStream in) throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (ZstdIOException e) {
      throw new ArchiveException(archive + " is damaged: " + Causes.of(e), e);
    }
  }

  private static CompileException damaged(Path archive, String why) {
    return new CompileException("%s is refused: %s.".formatted(archive, why));
  }
}
