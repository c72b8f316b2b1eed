package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.kube.UnreachableException;
import io.github.weepython.maven.sandbox.SandboxException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Decides how long to go on without a working connection to a cluster, and waits between attempts.
 */
final class ReconnectPolicy {
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final String cluster;
  private final Runnable check;
  private final LongSupplier nanoTime;
  private Duration pause = FIRST_PAUSE;

  /** When the connection failed first; empty while it works. */
  private OptionalLong began = OptionalLong.empty();

  /**
   * @param check throws when retrying is pointless
   */
  ReconnectPolicy(String cluster, Runnable check) {
    this(cluster, check, System::nanoTime);
  }

  /** With another clock. */
  ReconnectPolicy(String cluster, Runnable check, LongSupplier nanoTime) {
    this.cluster = cluster;
    this.check = check;
    this.nanoTime = nanoTime;
  }

  /** The connection works again. */
  void over() {
    pause = FIRST_PAUSE;
    began = OptionalLong.empty();
  }

  /**
   * Waits before the next attempt after a connection has failed.
   *
   * @throws SandboxException when it has failed for too long, or retrying is pointless
   */
  void happened(String why) throws InterruptedException {
    String said = why;
    try {
      check.run();
    } catch (UnreachableException e) {
      said = String.valueOf(e.getMessage());
    }
    long now = nanoTime.getAsLong();
    began = OptionalLong.of(began.orElse(now));
    if (Duration.ofNanos(now - began.getAsLong()).compareTo(MOST) > 0) {
      throw new SandboxException(
          "The connection to %s was lost and could not be re-established within %d s: %s. Check that the cluster can be reached, and run Maven again."
              .formatted(cluster, MOST.toSeconds(), said));
    }
    Thread.sleep(pause.toMillis());
    Duration next = pause.multipliedBy(2);
    pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }
}
