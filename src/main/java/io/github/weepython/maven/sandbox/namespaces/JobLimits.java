package io.github.weepython.maven.sandbox.namespaces;

import io.github.weepython.maven.spec.CompilerSettings;
import java.time.Duration;

/**
 * What a job in namespaces may take; the kernel's own limits are one for each process, and none for
 * root's.
 *
 * @param cpus processors that it is told to use; 0 is all
 * @param processes at a time, all together
 * @param memory bytes that all its processes and its files in {@code /tmp} and {@code /dev/shm}
 *     have in memory together; 0 is as much as there is
 * @param time from beginning to end
 * @param output bytes that it prints
 */
public record JobLimits(double cpus, long processes, long memory, Duration time, long output) {
  /** A compile on 64 processors has 300. */
  private static final long PROCESSES = 8192;

  /** A compile prints 5 MB, CPython's test suite 100. */
  private static final long OUTPUT = 1L << 30;

  /** As the user says, and what no compile reaches where nothing is said. */
  public static JobLimits of(CompilerSettings.Limits limits, Duration time) {
    return new JobLimits(
        limits.cpus(),
        limits.pids() == 0 ? PROCESSES : limits.pids(),
        limits.memory(),
        time,
        OUTPUT);
  }
}
