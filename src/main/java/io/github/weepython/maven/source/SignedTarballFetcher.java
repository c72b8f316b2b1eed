package io.github.weepython.maven.source;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.openpgp.OpenPgpException;
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
  private static final long MAX_SIGNATURE = 64L << 10;

  private final KnownReleases known;
  private final Keyring keyring;
  private final Store store;

  /**
   * @param keyring the release managers'
   */
  public SignedTarballFetcher(KnownReleases known, Keyring keyring, Store store) {
    this.known = known;
    this.keyring = keyring;
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
    String name = Path.of(uri.getPath()).getFileName().toString();
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
      URI beside = URI.create(uri + ".asc");
      Keyring.Signer signer =
          fetcher.fetchFresh(
              name + ".asc",
              List.of(beside),
              MAX_SIGNATURE,
              signature -> keyring.verifyDetached(name, file, signature));
      return new SourceTarball(download, signer.userId());
    } catch (FetchException | OpenPgpException e) {
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
              + " -Dwee.source.sha256 (what came has "
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
