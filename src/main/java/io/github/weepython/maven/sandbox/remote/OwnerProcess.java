package io.github.weepython.maven.sandbox.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The process that a container works for, as labels. A process number says something only within
 * one boot of one machine and one PID namespace.
 *
 * @param machine this boot and this PID namespace; {@link #UNKNOWN} where the system does not tell
 * @param pid the process
 * @param started when it started, milliseconds since the epoch: older versions of wee compare this
 * @param ticks the same since the boot, which setting the clock does not change: numbers are used
 *     again; empty where the system does not tell
 */
public record OwnerProcess(String machine, long pid, long started, OptionalLong ticks) {
  public static final String MACHINE = "io.github.weepython.machine";
  private static final String PID = "io.github.weepython.pid";
  private static final String STARTED = "io.github.weepython.started";
  private static final String TICKS = "io.github.weepython.ticks";

  /** The name of any machine that can't be told from others. */
  static final String UNKNOWN = "unknown";

  /** No compile takes as long; of other machines' runs nothing else can be known. */
  public static final Duration TOO_OLD = Duration.ofDays(1);

  /** How far a start may seem to move where the clock is adjusted. */
  private static final Duration CLOCK = Duration.ofMinutes(1);

  public static OwnerProcess self() {
    return of(ProcessHandle.current());
  }

  /** A process of this machine. */
  public static OwnerProcess of(ProcessHandle process) {
    return of(process, ProcessTable.HERE);
  }

  static OwnerProcess of(ProcessHandle process, ProcessTable processes) {
    return new OwnerProcess(
        processes.machine().orElse(UNKNOWN),
        process.pid(),
        process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli(),
        processes.started(process.pid()));
  }

  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    labels.put(MACHINE, machine);
    labels.put(PID, Long.toString(pid));
    labels.put(STARTED, Long.toString(started));
    ticks.ifPresent(each -> labels.put(TICKS, Long.toString(each)));
    return labels;
  }

  /**
   * Whether nobody needs any more what has the labels: its process is gone, or, where nothing is
   * known of that, being another machine's, it is too old.
   *
   * @param created when it was made
   */
  public boolean isOrphan(Map<String, String> labels, Instant created, Instant now) {
    return isHere(labels) ? isGone(labels, ProcessTable.HERE) : created.plus(TOO_OLD).isBefore(now);
  }

  private boolean isHere(Map<String, String> labels) {
    return !machine.equals(UNKNOWN) && machine.equals(labels.get(MACHINE));
  }

  /** Whether the labels name a process of this machine that is gone. */
  boolean isGone(Map<String, String> labels, ProcessTable processes) {
    if (!isHere(labels)) {
      return false;
    }
    try {
      long number = Long.parseLong(labels.getOrDefault(PID, ""));
      OptionalLong start = processes.started(number);
      return start.isEmpty() ? processes.lacks(number) : isOther(labels, number, start.getAsLong());
    } catch (NumberFormatException e) {
      return false; // Not of our making.
    }
  }

  /** Whether the process of that number is not the one that the labels name. */
  private static boolean isOther(Map<String, String> labels, long number, long start) {
    String ticks = labels.getOrDefault(TICKS, "");
    if (!ticks.isEmpty()) {
      return Long.parseLong(ticks) != start;
    }
    // Older versions of wee told only the time.
    long theirs = Long.parseLong(labels.getOrDefault(STARTED, "0"));
    return ProcessHandle.of(number)
        .flatMap(process -> process.info().startInstant())
        .filter(time -> Math.abs(time.toEpochMilli() - theirs) > CLOCK.toMillis())
        .isPresent();
  }
}
