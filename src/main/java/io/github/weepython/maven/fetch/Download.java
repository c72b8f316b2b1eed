package io.github.weepython.maven.fetch;

import io.github.weepython.maven.digest.Digest;
import java.net.URI;
import java.util.List;

/**
 * A file whose content is known before it is downloaded.
 *
 * @param name what messages call it, such as {@code libssl3t64_3.5.1-1_amd64.deb}
 * @param uris where it may be had, tried in order; http, https or file
 * @param digest what its bytes must hash to
 * @param size its length in bytes, or -1 where nobody said
 */
public record Download(String name, List<URI> uris, Digest digest, long size) {
  /** The size where nobody said one. */
  public static final long UNKNOWN_SIZE = -1;

  public Download {
    uris = List.copyOf(uris);
  }
}
