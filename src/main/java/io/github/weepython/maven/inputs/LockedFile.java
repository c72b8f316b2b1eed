package io.github.weepython.maven.inputs;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One resolved file.
 *
 * @param name the file's, such as {@code libssl3t64_3.5.1-1_amd64.deb}
 * @param version of what it holds
 * @param uris where it is available, tried in order
 * @param sha256 its digest, in hexadecimal digits
 * @param size in bytes; -1 where nobody said
 */
public record LockedFile(String name, String version, List<URI> uris, String sha256, long size) {
  public LockedFile {
    uris = List.copyOf(uris);
  }

  /** A path of Debian's archive of security updates: its pool is below {@code updates}. */
  private static final Pattern SECURITY = Pattern.compile(".*/pool/updates/[^/]+/.+");

  static LockedFile of(String version, Download download) {
    return new LockedFile(
        download.name(), version, download.uris(), download.digest().hex(), download.size());
  }

  /**
   * Whether it is of the archive of security updates, whatever its mirror is called: the main
   * archive has no component {@code updates}.
   */
  public boolean security() {
    return uris.stream().anyMatch(uri -> SECURITY.matcher(uri.toString()).matches());
  }

  public Download download() {
    return new Download(name, uris, new Digest(sha256), size);
  }
}
