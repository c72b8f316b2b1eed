package io.github.weepython.maven.publish;

import io.github.weepython.maven.http.Backoff;
import java.time.Duration;

/**
 * How a push behaves.
 *
 * @param credentials where a user and password may be
 * @param timeout total time after which the push gives up
 * @param backoff how long to wait before trying again
 * @param way how the registry is reached
 * @param immutableTags whether a tag that is another image already is an error
 * @param origins which other repository may have a blob
 */
public record PushSettings(
    Credentials credentials,
    Duration timeout,
    Backoff backoff,
    RegistryTransport way,
    boolean immutableTags,
    BlobMountSources origins) {
  /** With so much of the time gone already. */
  public PushSettings after(Duration gone) {
    Duration left = timeout.minus(gone);
    return new PushSettings(
        credentials,
        left.isNegative() ? Duration.ZERO : left,
        backoff,
        way,
        immutableTags,
        origins);
  }
}
