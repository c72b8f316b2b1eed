package io.github.weepython.maven.source;

import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.ProbeResult;
import io.github.weepython.maven.spec.PythonVersion;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Upstream's site: {@code 3.13.5/Python-3.13.5.tar.xz} and its signature beside it. */
public final class UpstreamProvider implements SourceProvider {
  private final URI site;
  private final Fetcher fetcher;
  private final SignedTarballFetcher unsigned;

  /**
   * @param site the folder of all releases, such as {@code https://www.python.org/ftp/python}
   */
  public UpstreamProvider(URI site, Fetcher fetcher, SignedTarballFetcher unsigned) {
    this.site = site;
    this.fetcher = fetcher;
    this.unsigned = unsigned;
  }

  /** Where upstream's site has a version's tarball. */
  static URI tarball(URI site, PythonVersion version) {
    String base = site.toString().replaceFirst("/+$", "") + "/" + version.release() + "/";
    return URI.create(base + name(version));
  }

  /** The tarball's name, such as {@code Python-3.15.0rc2.tar.xz}. */
  static String name(PythonVersion version) {
    return "Python-" + version + ".tar.xz";
  }

  @Override
  public Optional<SourceTarball> find(
      PythonVersion version, boolean allowUnverified, LookupReport answers) {
    URI tarball = tarball(site, version);
    ProbeResult presence = fetcher.probe(List.of(tarball));
    String said = String.join("\n", presence.answers());
    if (presence.absent()) {
      answers.absent(said);
      return Optional.empty();
    }
    // Without an answer, a patient download would end without one too, a minute later.
    if (!presence.there() && !fetcher.offline()) {
      answers.failed(said);
      return Optional.empty();
    }
    try {
      return Optional.of(unsigned.verify(fetcher, version, tarball, allowUnverified));
    } catch (FetchException e) {
      answers.failed(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
