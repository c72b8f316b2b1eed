package io.github.weepython.maven.sandbox.namespaces;

import io.github.weepython.maven.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a job's processes from outside, twice a second, and ends it beyond its limits, or when
 * the thread that reads its output is interrupted: a read of a process can't be.
 */
final class LimitWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** In units of 1,024 bytes, unlike statm's pages, whose size is the kernel's (proc(5)). */
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d{1,15}) kB$");

  private final Process process;
  private final JobLimits limits;
  private final long end;
  private final MemoryFiles files;
  private final Thread thread;
  private final Thread reader = Thread.currentThread();
  private volatile Optional<String> exceeded = Optional.empty();

  /**
   * @param files of a job that has not begun yet
   */
  LimitWatch(Process process, JobLimits limits, MemoryFiles files) {
    this.process = process;
    this.files = files;
    this.limits = limits;
    this.end = System.nanoTime() + limits.time().toNanos();
    this.thread = new Thread(this::watch, "wee-limits");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      do {
        exceeded = look();
        if (exceeded.isPresent() || reader.isInterrupted()) {
          end(process);
        }
      } while (exceeded.isEmpty() && !process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** bwrap's own child first waits for it, and only then asks to die with it. */
  static void end(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private Optional<String> look() {
    if (System.nanoTime() - end > 0) {
      return Optional.of(
          "it ran for more than %d seconds. If it needs longer, raise <builderDeadline> (-Dwee.builderDeadline)"
              .formatted(limits.time().toSeconds()));
    }
    List<ProcessHandle> all = process.descendants().toList();
    if (all.size() > limits.processes()) {
      return Optional.of(
          "it had more than %d processes at a time. If it needs more, raise <compilerPids> (-Dwee.compilerPids)"
              .formatted(limits.processes()));
    }
    return limits.memory() > 0 && memory(all) > limits.memory()
        ? Optional.of(
            ("it used more than %d bytes of memory. If it needs more, raise"
                    + " <compilerMemory> (-Dwee.compilerMemory)")
                .formatted(limits.memory()))
        : Optional.empty();
  }

  private long memory(List<ProcessHandle> all) {
    return all.stream().mapToLong(LimitWatch::resident).sum() + files.bytes(all);
  }

  private static long resident(ProcessHandle process) {
    try {
      return resident(
          Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "status"),
              StandardCharsets.ISO_8859_1)); // A process may be called anything.
    } catch (IOException e) {
      return 0; // It has just ended.
    }
  }

  /**
   * Bytes of memory.
   *
   * @param status of proc(5); one that has ended, and is waited for, has no memory
   */
  static long resident(String status) {
    Matcher found = RESIDENT.matcher(status);
    return found.find() ? Long.parseLong(found.group(1)) * 1024 : 0;
  }

  /**
   * @throws SandboxException when the job was ended
   */
  void require() {
    if (exceeded.isPresent()) {
      throw new SandboxException("The job in namespaces was ended: " + exceeded.get() + ".");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
