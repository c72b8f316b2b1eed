package io.github.weepython.maven.http;

import java.util.Set;

/** Which HTTP answers may be others if the same request is sent again (RFC 9110, 15). */
public final class RetryableStatus {
  /** A full disk, a version or method that the server lacks: time does not change these. */
  private static final Set<Integer> FINAL_OF_SERVER = Set.of(501, 505, 506, 507, 508, 510, 511);

  private RetryableStatus() {}

  /** 408, 425, 429, and the server's errors that are not about the request itself. */
  public static boolean mayPass(int status) {
    return status == 408
        || status == 425
        || status == 429
        || (status >= 500 && !FINAL_OF_SERVER.contains(status));
  }
}
