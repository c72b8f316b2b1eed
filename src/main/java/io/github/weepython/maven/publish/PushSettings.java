package io.github.weepython.maven.publish;

import java.time.Duration;

/**
 * How a push behaves.
 *
 * @param credentials where a user and password may be
 * @param timeout total time after which the push gives up
 * @param firstPause before the first retry; doubled for each further one
 * @param allowInsecure whether plain HTTP and unverified TLS will do for hosts beyond loopback;
 *     credentials are never sent there in plain text
 * @param immutableTags whether a tag that is another image already is an error
 * @param origins which other repository may have a blob
 */
public record PushSettings(
    Credentials credentials,
    Duration timeout,
    Duration firstPause,
    boolean allowInsecure,
    boolean immutableTags,
    BlobOrigins origins) {}
