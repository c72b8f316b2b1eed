package io.github.weepython.maven.sbom;

import io.github.weepython.maven.archive.ContentReader;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.image.Layer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an SBOM is made of, kept beside a layer's blob in the store, so that nobody has to unpack
 * the layer for it: the files that say what is in the image, and a digest of each file.
 */
public final class LayerRecords {
  /** The tar of what {@link #tells} chooses. */
  static final String TAR = "records-2.tar";

  /** Digests by path. */
  static final String DIGESTS = "digests-1.json";

  /** What the interpreter is linked to; layers that an earlier wee packed have none. */
  static final String LIBRARIES = "libraries-1.json";

  /** Stands for what is no regular file, such as a symbolic link. */
  static final FileDigest OTHER = new FileDigest("", "");

  /** Of the metadata that pip and others leave (PEP 376), and what wheels bring (PEP 770). */
  private static final Pattern DISTRIBUTION =
      Pattern.compile(".*/[^/]+\\.dist-info/(?:METADATA|sboms/[^/]+\\.json)");

  /** In bytes, of one record. */
  private static final int LARGEST = 64 << 20;

  private LayerRecords() {}

  /** Hears of a layer. */
  interface Hearer {
    /** A file that says what is in the image. */
    void record(Entry entry, byte[] bytes) throws IOException;

    /** All but directories, after the records, by path; {@link #OTHER} for no regular file. */
    void files(Map<String, FileDigest> all);

    /** What is linked to what, once a layer. */
    void libraries(LinkedLibraries layer);
  }

  /** Whether an entry says what is in the image. */
  static boolean tells(Entry entry) {
    return InstalledPackages.Reader.describes(entry)
        || (entry.type() == Entry.Type.FILE && isOfDistribution(entry.path()));
  }

  private static boolean isOfDistribution(String path) {
    return (path.endsWith("/METADATA") || path.endsWith(".json"))
        && DISTRIBUTION.matcher(path).matches();
  }

  /**
   * Writes the records of a layer's files.
   *
   * @param folder the layer's own in the store
   */
  public static void write(FileTree files, Path folder) throws IOException {
    FileTree records = new FileTree();
    Map<String, FileDigest> digests = new TreeMap<>();
    LinkedLibraries libraries = new LinkedLibraries();
    FileDigests hash = new FileDigests();
    try (ContentReader reader = new ContentReader()) {
      for (Entry entry : files.entries()) {
        if (tells(entry)) {
          records.put(entry);
        }
        libraries.hear(entry);
        if (LinkedLibraries.reads(entry, entry.content().size())) {
          libraries.hear(entry, entry.content().readAll());
        }
        if (entry.type() != Entry.Type.DIRECTORY) {
          digests.put(entry.path(), digest(files, entry, reader, hash));
        }
      }
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve(TAR))) {
      new TarWriter(Long.MAX_VALUE).write(records, out);
    }
    DigestsJson.write(digests, folder.resolve(DIGESTS));
    libraries.write(folder.resolve(LIBRARIES));
  }

  private static FileDigest digest(
      FileTree files, Entry entry, ContentReader reader, FileDigests hash) throws IOException {
    Optional<Entry> file =
        entry.type() == Entry.Type.HARDLINK ? files.get(entry.link()) : Optional.of(entry);
    if (file.isEmpty() || file.get().type() != Entry.Type.FILE) {
      return OTHER;
    }
    try (InputStream in = reader.open(file.get().content())) {
      return hash.of(in);
    }
  }

  /** Reads them, or the layer where it has none. */
  static void read(Layer layer, Hearer hearer) throws IOException {
    Path tar = layer.blob().resolveSibling(TAR);
    Path json = layer.blob().resolveSibling(DIGESTS);
    Path libraries = layer.blob().resolveSibling(LIBRARIES);
    if (!Files.exists(tar) || !Files.exists(json) || !Files.exists(libraries)) {
      unpack(layer, hearer);
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar), 1 << 16)) {
      TarReader.read(
          "Layer " + layer.title(),
          in,
          TarReader.Devices.SKIP,
          (entry, size, body) -> hearer.record(entry, TarReader.bytes(entry, body, LARGEST)));
    }
    hearer.files(DigestsJson.read(json));
    hearer.libraries(LinkedLibraries.read(libraries));
  }

  private static void unpack(Layer layer, Hearer hearer) throws IOException {
    Map<String, FileDigest> digests = new TreeMap<>();
    LinkedLibraries libraries = new LinkedLibraries();
    FileDigests hash = new FileDigests();
    layer.read(
        TarReader.Devices.SKIP,
        (entry, size, body) -> {
          libraries.hear(entry);
          if (LinkedLibraries.reads(entry, size)) {
            byte[] bytes = body.readAllBytes();
            libraries.hear(entry, bytes);
            digest(digests, entry, new ByteArrayInputStream(bytes), hash);
          } else if (tells(entry)) {
            byte[] bytes = TarReader.bytes(entry, body, LARGEST);
            hearer.record(entry, bytes);
            digest(digests, entry, new ByteArrayInputStream(bytes), hash);
          } else {
            digest(digests, entry, body, hash);
          }
        });
    hearer.files(digests);
    hearer.libraries(libraries);
  }

  private static void digest(
      Map<String, FileDigest> all, Entry entry, InputStream body, FileDigests hash)
      throws IOException {
    if (entry.type() == Entry.Type.FILE) {
      all.put(entry.path(), hash.of(body));
    } else if (entry.type() == Entry.Type.HARDLINK) {
      all.put(entry.path(), all.getOrDefault(entry.link(), OTHER));
    } else if (entry.type() == Entry.Type.SYMLINK) {
      all.put(entry.path(), OTHER);
    }
  }
}
