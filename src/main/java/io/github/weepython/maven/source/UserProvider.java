package io.github.weepython.maven.source;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.PythonVersion;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The tarball that the user names, by file or URL. */
public final class UserProvider {
  private final Fetcher fetcher;
  private final SignedTarballFetcher unsigned;

  public UserProvider(Fetcher fetcher, SignedTarballFetcher unsigned) {
    this.fetcher = fetcher;
    this.unsigned = unsigned;
  }

  /**
   * @throws SourceException when the tarball isn't there, or can't be verified
   */
  SourceTarball find(PythonVersion version, UserSource wanted) {
    URI uri = wanted.location().orElseThrow();
    try {
      return find(version, wanted, uri);
    } catch (FetchException e) {
      if (!e.notFound()) {
        throw e;
      }
      throw new SourceException(
          e.getMessage()
              + "\nSet <source> or -Dwee.source to the file or URL of a source tarball that exists,"
              + " or leave it out to have wee find CPython "
              + version
              + ".",
          e);
    }
  }

  private SourceTarball find(PythonVersion version, UserSource wanted, URI uri) {
    Optional<Digest> digest = wanted.sha256().map(UserProvider::digest);
    if (digest.isEmpty()) {
      return unsigned.verify(fetcher, version, uri, wanted.allowUnverified());
    }
    String name = TarballUrl.name(uri);
    Download download = new Download(name, List.of(uri), digest.get(), Download.UNKNOWN_SIZE);
    fetcher.fetch(download);
    return new SourceTarball(download, "the digest given for CPython " + version);
  }

  private static Digest digest(String hex) {
    try {
      return new Digest(hex);
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          "<sourceSha256> or -Dwee.source.sha256 is '%s'; expected a SHA-256 digest: 64 lower-case hexadecimal digits."
              .formatted(hex),
          e);
    }
  }
}
