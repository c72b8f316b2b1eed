package io.github.weepython.maven.trust;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.LayerDecompressor;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an image's layers hold, read once and in their order: each file's digest, and records. */
public final class LayerContents {
  private static final String WHITEOUT = ".wh.";
  private static final int LARGEST_RECORD = 64 << 20;

  private final InstalledPackages.Reader packages = new InstalledPackages.Reader();
  private final TreeMap<String, Digest> files = new TreeMap<>();
  private final TreeMap<String, Long> sizes = new TreeMap<>();
  private String release = "";

  /**
   * Reads one layer more.
   *
   * @return the digest of the layer's tar, its diff ID
   * @throws IOException when it can't be unpacked
   */
  public Digest add(Path blob) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream tar = new DigestInputStream(LayerDecompressor.open(blob), sha256)) {
      TarReader.read(blob.toString(), tar, TarReader.Devices.SKIP, this::add);
      tar.transferTo(OutputStream.nullOutputStream()); // A tar may have padding behind its end.
    }
    return Digest.of(sha256);
  }

  private void add(Entry entry, long size, InputStream body) throws IOException {
    String path = entry.path();
    int slash = path.lastIndexOf('/') + 1;
    if (path.startsWith(WHITEOUT, slash)) {
      remove(path.substring(0, slash), path.substring(slash + WHITEOUT.length()));
      return;
    }
    boolean record =
        InstalledPackages.Reader.describes(entry)
            || InstalledPackages.Reader.isList(entry)
            || path.equals("usr/lib/os-release");
    if (record && entry.type() != Entry.Type.HARDLINK && size <= LARGEST_RECORD) {
      byte[] bytes = body.readNBytes(Math.toIntExact(size));
      packages.hear(entry, new ByteArrayInputStream(bytes));
      release = path.endsWith("os-release") ? new String(bytes, StandardCharsets.UTF_8) : release;
      put(entry, size, new ByteArrayInputStream(bytes));
    } else {
      put(entry, size, body);
    }
  }

  private void put(Entry entry, long size, InputStream body) throws IOException {
    sizes.remove(entry.path());
    switch (entry.type()) {
      case FILE -> {
        files.put(entry.path(), Digest.of(body));
        sizes.put(entry.path(), size);
      }
      case HARDLINK ->
          Optional.ofNullable(files.get(entry.link()))
              .ifPresent(digest -> files.put(entry.path(), digest));
      default -> files.remove(entry.path());
    }
  }

  /** What a whiteout hides (OCI image-spec, layer.md, "Whiteouts"). */
  private void remove(String folder, String name) {
    String path = name.equals(".wh..opq") ? folder : folder + name;
    files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    sizes.keySet().retainAll(files.keySet());
  }

  /** The size of each regular file in bytes; of several hard links, of the first alone. */
  public Map<String, Long> sizes() {
    return sizes;
  }

  /** The digests of regular files by their paths, without a leading slash. */
  public Map<String, Digest> files() {
    return files;
  }

  public InstalledPackages packages() {
    return packages.read();
  }

  /** The release's number as {@code os-release(5)} has it. */
  Optional<Integer> debian() {
    return release
        .lines()
        .filter(line -> line.matches("VERSION_ID=\"?\\d{1,4}\"?"))
        .map(line -> Integer.valueOf(line.replaceAll("\\D", "")))
        .findFirst();
  }
}
