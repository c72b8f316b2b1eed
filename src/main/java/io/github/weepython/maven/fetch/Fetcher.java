package io.github.weepython.maven.fetch;

import io.github.weepython.maven.digest.Digest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Brings files from mirrors into the cache. Safe for several threads. */
public interface Fetcher {
  /**
   * The verified file, from the cache or else from the first mirror that has it.
   *
   * @throws FetchException when offline and not cached, when no mirror has it, or when what came
   *     does not match the digest or size; the message lists each place tried and what it answered
   */
  Path fetch(Download download);

  /** As {@link #fetch} for each, several at a time; the result is in the order of the request. */
  List<Path> fetchAll(List<Download> downloads);

  /**
   * A small file whose content nobody knows beforehand (InRelease, a signature), asked for anew
   * each time; offline, the copy that was fetched last. The caller must verify it.
   *
   * @param name what messages call it
   * @param uris where it may be had, tried in order
   * @param maxBytes more than this is refused
   * @throws FetchException as above; {@link FetchException#notFound()} tells that every place
   *     answered that there is no such file
   */
  default byte[] fetchFresh(String name, List<URI> uris, long maxBytes) {
    return fetchFresh(name, uris, maxBytes, bytes -> bytes);
  }

  /**
   * As above; what doesn't pass the check leaves the copy that was good before, for offline.
   *
   * @param check verifies the bytes and makes of them what is wanted, or throws
   */
  <T> T fetchFresh(String name, List<URI> uris, long maxBytes, Function<byte[], T> check);

  /**
   * As {@link #fetchFresh(String, List, long)}, from a server that has the same in several forms.
   *
   * @param accept the forms that are understood, as the header field of RFC 9110, section 12.5.1
   * @param check reads the page, or throws where it is none of that server: then it is asked for
   *     again
   */
  default <T> T fetchPage(
      String name, URI uri, long maxBytes, String accept, Function<Page, T> check) {
    return fetchFresh(name, List.of(uri), maxBytes, bytes -> check.apply(new Page(uri, bytes)));
  }

  /**
   * The digest of a file that nobody tells the digest of, asked for anew each time; offline, what
   * it was last. From then on the cache has the file, for {@link #fetch} with that digest: it is
   * never in memory as a whole.
   *
   * @param name what messages call it
   * @throws FetchException as above
   */
  Digest digestOf(String name, URI uri);

  /**
   * Whether places have a file, asked without bringing it and answered within seconds: a place that
   * keeps silent is not waited for. Nobody vouches for the answer; it only spares work.
   */
  ProbeResult probe(List<URI> uris);

  /** Whether a file with that digest is in the cache. */
  boolean cached(Digest digest);

  /** Whether the network is out of bounds. */
  boolean offline();
}
