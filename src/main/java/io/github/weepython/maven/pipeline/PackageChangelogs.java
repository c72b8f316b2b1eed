package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.debian.rootfs.DebContents;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.inputs.PackageFiles;
import io.github.weepython.maven.lockfile.Changelogs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Changelogs out of the packages themselves, which a build downloads anyway.
 *
 * @param packages by the digests of their .debs
 */
record PackageChangelogs(Fetcher fetcher, Map<String, LockedPackage> packages)
    implements Changelogs {
  /** In bytes, compressed: the longest of Debian's has less than one MB. */
  private static final int LARGEST = 32 << 20;

  @Override
  public Optional<String> of(String sha256) throws IOException {
    LockedPackage found = packages.get(sha256);
    if (found == null) {
      return Optional.empty();
    }
    Path deb = file(found);
    return PackageFiles.naming(List.of(found), List.of(deb), () -> read(deb, found.name()));
  }

  private Path file(LockedPackage found) throws IOException {
    try {
      return fetcher.fetch(found.file().download());
    } catch (FetchException e) {
      throw new IOException(e.getMessage(), e); // Offline, say.
    }
  }

  /** Debian Policy, 12.7: a native package's file has the shorter name. */
  private static Optional<String> read(Path deb, String name) throws IOException {
    String folder = "usr/share/doc/" + name + "/changelog";
    Map<String, byte[]> found = new TreeMap<>(); // Debian's own sorts first.
    DebContents.read(
        List.of(deb),
        (path, size, body) -> {
          if (path.equals(folder + ".Debian.gz") || path.equals(folder + ".gz")) {
            if (size > LARGEST) {
              throw new ArchiveException("%s is larger than %d bytes".formatted(path, LARGEST));
            }
            found.put(path, body.readAllBytes());
          }
        });
    for (byte[] text : found.values()) {
      return Optional.of(unzipped(text));
    }
    return Optional.empty();
  }

  private static String unzipped(byte[] gz) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gz))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
