package io.github.weepython.maven.publish;

import io.github.weepython.maven.digest.Digest;

/**
 * What a push did.
 *
 * @param digest what the registry now knows the image by
 * @param blobsSent how many layers and configs were sent
 * @param bytesSent their bytes, without repeats
 * @param blobsThere how many the registry had already
 */
public record PushResult(Digest digest, int blobsSent, long bytesSent, int blobsThere) {}
