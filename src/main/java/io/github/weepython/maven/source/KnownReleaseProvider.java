package io.github.weepython.maven.source;

import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.PythonVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Releases whose digest wee knows: from Debian's pool by the path that a file of that version has
 * there, without any index, or else from upstream's site.
 */
public final class KnownReleaseProvider implements SourceProvider {
  private final KnownReleases known;
  private final DebianArchive archive;
  private final URI upstream;
  private final Fetcher fetcher;

  /**
   * @param upstream the folder of all releases, such as {@code https://www.python.org/ftp/python}
   */
  public KnownReleaseProvider(
      KnownReleases known, DebianArchive archive, URI upstream, Fetcher fetcher) {
    this.known = known;
    this.archive = archive;
    this.upstream = upstream;
    this.fetcher = fetcher;
  }

  @Override
  public Optional<SourceTarball> find(
      PythonVersion version, boolean allowUnverified, LookupReport answers) {
    Optional<Digest> digest = known.digest(version);
    if (digest.isEmpty()) {
      return Optional.empty();
    }
    // Offline nobody knows whether Debian has it; upstream has each.
    List<URI> places =
        fetcher.offline()
            ? List.of(UpstreamProvider.tarball(upstream, version))
            : fetcher.probe(places(version)).places();
    // Where it isn't, the next providers look too, and report what each place answered.
    return places.isEmpty() ? Optional.empty() : fetched(version, digest.get(), places, answers);
  }

  /** Where a release of that version is, if it is anywhere. */
  List<URI> places(PythonVersion version) {
    List<URI> places = new ArrayList<>(archive.pool(PoolProvider.path(version, "xz")));
    places.add(UpstreamProvider.tarball(upstream, version));
    return places;
  }

  /** Whether the cache has the tarball, so that no place needs to be asked. */
  boolean cached(PythonVersion version) {
    return known.digest(version).map(digest -> fetcher.cached(digest)).orElse(false);
  }

  private Optional<SourceTarball> fetched(
      PythonVersion version, Digest digest, List<URI> places, LookupReport answers) {
    Download download =
        new Download(UpstreamProvider.name(version), places, digest, Download.UNKNOWN_SIZE);
    try {
      fetcher.fetch(download);
      return Optional.of(new SourceTarball(download, KnownReleases.NAME));
    } catch (FetchException e) {
      if (e.otherContent()) {
        throw new SourceException(changed(version, digest, e), e);
      }
      answers.failed(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static String changed(PythonVersion version, Digest digest, FetchException e) {
    return "CPython %s as released has the SHA-256 %s, says %s; no place has that file: %s\n"
            .formatted(version, digest.hex(), KnownReleases.NAME, e.getMessage())
        + "To build another file anyway, set <source> or -Dwee.source to it, with"
        + " <sourceSha256> or -Dwee.source.sha256.";
  }
}
