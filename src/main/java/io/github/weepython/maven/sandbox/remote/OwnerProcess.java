package io.github.weepython.maven.sandbox.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The process that a container works for, as labels. A process number says something only within
 * one boot of one machine and one PID namespace.
 *
 * @param machine this boot and this PID namespace
 * @param pid the process
 * @param started when it started, milliseconds since the epoch: numbers are used again
 */
public record OwnerProcess(String machine, long pid, long started) {
  public static final String MACHINE = "io.github.weepython.machine";
  private static final String PID = "io.github.weepython.pid";
  private static final String STARTED = "io.github.weepython.started";

  /** No compile takes as long; of other machines' runs nothing else can be known. */
  public static final Duration TOO_OLD = Duration.ofDays(1);

  public static OwnerProcess self() {
    ProcessHandle self = ProcessHandle.current();
    return new OwnerProcess(thisMachine(), self.pid(), started(self));
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }

  private static String thisMachine() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "not Linux " + ProcessHandle.current().info().user().orElse("");
    }
  }

  public Map<String, String> labels() {
    return Map.of(MACHINE, machine, PID, Long.toString(pid), STARTED, Long.toString(started));
  }

  /** Whether the labels name a process of this machine that is gone. */
  public boolean isGone(Map<String, String> labels) {
    if (!machine.equals(labels.get(MACHINE))) {
      return false;
    }
    try {
      long theirs = Long.parseLong(labels.getOrDefault(STARTED, "0"));
      return ProcessHandle.of(Long.parseLong(labels.getOrDefault(PID, "0")))
          .filter(ProcessHandle::isAlive)
          .filter(process -> started(process) == theirs)
          .isEmpty();
    } catch (NumberFormatException e) {
      return false; // Not of our making.
    }
  }
}
