package io.github.weepython.maven.daemon;

import java.time.Duration;

/**
 * How long a daemon is waited for.
 *
 * @param silence after which one that says nothing is asked whether it is still there
 * @param answer for an answer to a short question
 * @param work for work that a daemon does not get on with, while it still answers questions
 */
public record DaemonTimeouts(Duration silence, Duration answer, Duration work) {
  /** A machine may be busy; five minutes are enough for a container's copy of a whole root. */
  public static final DaemonTimeouts USUAL =
      new DaemonTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMinutes(5));
}
