package io.github.weepython.maven.trust;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.LayerReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an image's layers hold, read once and in their order: each file's digest, what else a tar
 * says of files, folders and links, and records.
 */
public final class LayerContents {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String RELEASE = "usr/lib/os-release";
  private static final int LARGEST_RECORD = 64 << 20;

  /** A file that says what is installed, or a link among the licences. */
  private record Described(Entry entry, byte[] bytes) {}

  /**
   * What a tar says of an entry beside its content.
   *
   * @param type never a hard link: that has what it names
   * @param mode permission bits with set-user-ID, set-group-ID and sticky: 0 to 07777
   * @param uid numeric owner
   * @param gid numeric group
   * @param target a symbolic link's, as written; else empty
   */
  public record Attributes(Entry.Type type, int mode, int uid, int gid, String target) {}

  private final TreeMap<String, Described> records = new TreeMap<>();
  private final TreeMap<String, Digest> files = new TreeMap<>();
  private final TreeMap<String, Long> sizes = new TreeMap<>();
  private final TreeMap<String, Attributes> attributes = new TreeMap<>();

  /** What the layer has that is read now: its own whiteouts don't hide it. */
  private final Set<String> fresh = new HashSet<>();

  /**
   * Reads one layer more.
   *
   * @return the digest of the layer's tar, its diff ID
   * @throws IOException when it can't be unpacked
   */
  public Digest add(Path blob) throws IOException {
    fresh.clear();
    return LayerReader.read(blob, this::add);
  }

  private void add(Entry entry, long size, InputStream body) throws IOException {
    String path = entry.path();
    int slash = path.lastIndexOf('/') + 1;
    String folder = path.substring(0, slash);
    if (path.startsWith(OPAQUE, slash)) {
      hideBelow(folder);
      return;
    }
    if (path.startsWith(WHITEOUT, slash)) {
      String hidden = folder + path.substring(slash + WHITEOUT.length());
      all().forEach(map -> map.subMap(hidden, hidden + '\0').keySet().removeIf(this::isLower));
      hideBelow(hidden + "/");
      return;
    }
    if (entry.type() != Entry.Type.DIRECTORY) {
      hideBelow(path + "/");
    }
    fresh.add(path);
    boolean record =
        InstalledPackages.Reader.describes(entry)
            || InstalledPackages.Reader.isList(entry)
            || path.equals(RELEASE);
    records.remove(path);
    if (record && entry.type() != Entry.Type.HARDLINK && size <= LARGEST_RECORD) {
      byte[] bytes = body.readNBytes(Math.toIntExact(size));
      records.put(path, new Described(entry, bytes));
      put(entry, size, new ByteArrayInputStream(bytes));
    } else {
      put(entry, size, body);
    }
  }

  private void put(Entry entry, long size, InputStream body) throws IOException {
    sizes.remove(entry.path());
    if (entry.type() != Entry.Type.HARDLINK) {
      attributes.put(
          entry.path(),
          new Attributes(entry.type(), entry.mode(), entry.uid(), entry.gid(), entry.link()));
    }
    switch (entry.type()) {
      case FILE -> {
        files.put(entry.path(), Digest.of(body));
        sizes.put(entry.path(), size);
      }
      case HARDLINK -> {
        copy(files, entry);
        copy(attributes, entry);
      }
      default -> files.remove(entry.path());
    }
  }

  /** What a hard link names it is itself. */
  private static <T> void copy(Map<String, T> all, Entry link) {
    Optional.ofNullable(all.get(link.link())).ifPresent(named -> all.put(link.path(), named));
  }

  /**
   * What an upper layer hides of lower ones (OCI image-spec, layer.md, "Whiteouts").
   *
   * @param folder with the slash at its end; empty for the root
   */
  private void hideBelow(String folder) {
    for (NavigableMap<String, ?> map : all()) {
      (folder.isEmpty()
              ? map
              : map.subMap(folder, true, folder.substring(0, folder.length() - 1) + '0', false))
          .keySet()
          .removeIf(this::isLower);
    }
  }

  private List<NavigableMap<String, ?>> all() {
    return List.of(files, sizes, attributes, records);
  }

  private boolean isLower(String file) {
    return !fresh.contains(file);
  }

  /** The size of each regular file in bytes; of several hard links, of the first alone. */
  public Map<String, Long> sizes() {
    return sizes;
  }

  /** Modes, owners and targets of links by path, without a leading slash; folders' as well. */
  public Map<String, Attributes> attributes() {
    return attributes;
  }

  /** The digests of regular files by their paths, without a leading slash. */
  public Map<String, Digest> files() {
    return files;
  }

  /** What the records say that no layer hides. */
  public InstalledPackages packages() {
    InstalledPackages.Reader reader = new InstalledPackages.Reader();
    try {
      for (Described described : records.values()) {
        reader.hear(described.entry(), new ByteArrayInputStream(described.bytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reader.read();
  }

  /** The release's number as {@code os-release(5)} has it. */
  public Optional<Integer> debian() {
    Described release = records.get(RELEASE);
    return (release == null ? "" : new String(release.bytes(), StandardCharsets.UTF_8))
        .lines()
        .filter(line -> line.matches("VERSION_ID=\"?\\d{1,4}\"?"))
        .map(line -> Integer.valueOf(line.replaceAll("\\D", "")))
        .findFirst();
  }
}
