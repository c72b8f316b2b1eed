package io.github.weepython.maven.source;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.store.Store;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tarballs whose digest nobody gave: the table of known releases or the signature beside them must
 * vouch.
 */
public final class SignedTarballFetcher {
  private static final long MAX_TARBALL = 256L << 20;

  private final KnownReleases known;
  private final ReleaseSignatures signatures;
  private final Store store;

  public SignedTarballFetcher(KnownReleases known, ReleaseSignatures signatures, Store store) {
    this.known = known;
    this.signatures = signatures;
    this.store = store;
  }

  /**
   * Fetches and verifies.
   *
   * @throws FetchException when there is no such tarball
   * @param version which release the tarball is meant to be
   * @throws SourceException when it isn't the release that the table knows and no good signature is
   *     beside it, and that is not allowed
   */
  SourceTarball verify(Fetcher fetcher, PythonVersion version, URI uri, boolean allowUnverified) {
    String name = TarballUrl.name(uri);
    return fetcher.fetchFresh(
        name,
        List.of(uri),
        MAX_TARBALL,
        bytes -> verify(fetcher, version, uri, name, bytes, allowUnverified));
  }

  private SourceTarball verify(
      Fetcher fetcher,
      PythonVersion version,
      URI uri,
      String name,
      byte[] bytes,
      boolean allowUnverified) {
    Digest digest = Digest.of(bytes);
    Path file = store.file("source", digest, target -> Files.write(target, bytes));
    Download download = new Download(name, List.of(file.toUri(), uri), digest, bytes.length);
    if (known.digest(version).equals(Optional.of(digest))) {
      return new SourceTarball(download, KnownReleases.NAME);
    }
    try {
      return new SourceTarball(download, signatures.signer(fetcher, version, uri, file, digest));
    } catch (SourceException e) {
      if (allowUnverified) {
        return new SourceTarball(download, "nobody: <allowUnverifiedSource> is set");
      }
      throw new SourceException(
          "Nobody vouches for "
              + uri
              + ": "
              + e.getMessage()
              + expected(version, digest)
              + "\nIf you have its digest from a place you trust, set <sourceSha256> or"
              + " -Dwee.source.sha256 (the download has "
              + digest.hex()
              + "). To build it unverified, set <allowUnverifiedSource>true</allowUnverifiedSource>"
              + " or -Dwee.allowUnverifiedSource.",
          e);
    }
  }

  private String expected(PythonVersion version, Digest found) {
    return known
        .digest(version)
        .map(
            digest ->
                "\nCPython %s as released has the SHA-256 %s, says %s; found %s."
                    .formatted(version, digest.hex(), KnownReleases.NAME, found.hex()))
        .orElse("");
  }
}
