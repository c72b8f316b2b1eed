package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.http.Origin;
import io.github.weepython.maven.inputs.LockedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a Dockerfile comes by CPython's source wherever it is built: from a place that has it for
 * everybody, else from a copy beside the Dockerfile.
 */
final class DockerfileSource {
  /** Without a query, which may be a login, and without what a Dockerfile reads otherwise. */
  private static final Pattern PLAIN = Pattern.compile("https?://[A-Za-z0-9._~:/%+,=-]+");

  private static final String COPY = "source.tar";

  private final Fetcher fetcher;
  private final Network network;

  DockerfileSource(Fetcher fetcher, Network network) {
    this.fetcher = fetcher;
    this.network = network;
  }

  /**
   * The instructions that make {@code /wee/source.tar}.
   *
   * @param folder the Dockerfile's, which gets a copy if no such place is known
   * @throws io.github.weepython.maven.fetch.FetchException when the source can't be had at all
   */
  String write(LockedFile source, Path folder) throws IOException {
    Path copy = folder.resolve(COPY);
    Optional<URI> place = place(source.uris());
    if (place.isPresent()) {
      Files.deleteIfExists(copy);
      return "ADD --checksum=sha256:%s \\\n  %s /wee/source.tar"
          .formatted(source.sha256(), place.get());
    }
    Files.copy(fetcher.fetch(source.download()), copy, StandardCopyOption.REPLACE_EXISTING);
    return """
        # A copy of %s: no public address was found to have it.
        COPY %s /wee/source.tar
        RUN echo "%s  /wee/source.tar" | sha256sum -c"""
        .formatted(source.name().replaceAll("\\s", " "), COPY, source.sha256());
  }

  private Optional<URI> place(List<URI> all) {
    List<URI> open = all.stream().filter(this::isOpen).toList();
    return fetcher.probe(open).having().stream().findFirst();
  }

  private boolean isOpen(URI uri) {
    return PLAIN.matcher(uri.toString()).matches()
        && !Origin.isLoopback(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT))
        && network.logins().apply(uri).isEmpty();
  }
}
