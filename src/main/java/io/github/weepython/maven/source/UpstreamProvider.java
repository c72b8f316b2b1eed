package io.github.weepython.maven.source;

import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.PythonVersion;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** Upstream's site: {@code 3.13.5/Python-3.13.5.tar.xz} and its signature beside it. */
public final class UpstreamProvider implements SourceProvider {
  private final URI site;
  private final Fetcher fetcher;
  private final Unsigned unsigned;

  /**
   * @param site the folder of all releases, as {@code https://www.python.org/ftp/python}
   */
  public UpstreamProvider(URI site, Fetcher fetcher, Unsigned unsigned) {
    this.site = site;
    this.fetcher = fetcher;
    this.unsigned = unsigned;
  }

  @Override
  public Optional<SourceTarball> find(
      PythonVersion version, boolean allowUnverified, Consumer<String> answers) {
    String base = site.toString().replaceFirst("/+$", "") + "/" + version.release() + "/";
    URI tarball = URI.create(base + "Python-" + version + ".tar.xz");
    try {
      return Optional.of(unsigned.verify(fetcher, tarball, allowUnverified));
    } catch (FetchException e) {
      answers.accept(String.valueOf(e.getMessage()).replace("\n", "\n    "));
      return Optional.empty();
    }
  }
}
