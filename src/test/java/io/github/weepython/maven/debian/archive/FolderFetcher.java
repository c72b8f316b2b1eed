package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.ProbeResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes file: URIs from disk, and remembers what was asked for. */
public final class FolderFetcher implements Fetcher {
  public final List<Download> asked = new ArrayList<>();

  /** Done before the first download. */
  Runnable first = () -> {};

  @Override
  public Path fetch(Download download) {
    Runnable once = first;
    first = () -> {};
    once.run();
    asked.add(download);
    List<String> answers = new ArrayList<>();
    for (URI uri : download.uris()) {
      Path file = Path.of(uri);
      if (Files.exists(file) && Digest.ofUnchecked(file).equals(download.digest())) {
        return file;
      }
      answers.add(uri + (Files.exists(file) ? " has other content" : " is missing"));
    }
    throw new FetchException(download.name() + ": " + answers, false, null);
  }

  @Override
  public List<Path> fetchAll(List<Download> downloads) {
    return downloads.stream().map(this::fetch).toList();
  }

  @Override
  public ProbeResult probe(List<URI> uris) {
    List<URI> there = uris.stream().filter(uri -> Files.exists(Path.of(uri))).toList();
    return new ProbeResult(
        there, List.of(), there.isEmpty(), uris.stream().map(URI::toString).toList());
  }

  @Override
  public Digest digestOf(String name, URI uri) {
    return Digest.ofUnchecked(Path.of(uri));
  }

  @Override
  public boolean cached(Digest digest) {
    return false;
  }

  @Override
  public boolean offline() {
    return false;
  }

  @Override
  public <T> T fetchFresh(String name, List<URI> uris, long maxBytes, Function<byte[], T> check) {
    for (URI uri : uris) {
      if (Files.exists(Path.of(uri))) {
        try {
          return check.apply(Files.readAllBytes(Path.of(uri)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new FetchException(name + ": not found at " + uris, true, null);
  }
}
