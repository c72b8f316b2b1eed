package io.github.weepython.maven.compile;

import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.source.SourceTree;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Compiles and installs one interpreter. */
public final class Compiler {
  private static final String PHASE = "##wee phase ";
  private static final int LAST_LINES = 30;

  private final Sandbox sandbox;
  private final Progress progress;
  private final InstantSource clock;
  private final int jobs;

  /**
   * @param jobs how many processes compile at a time; the result is the same for any number
   */
  public Compiler(Sandbox sandbox, Progress progress, InstantSource clock, int jobs) {
    this.sandbox = sandbox;
    this.progress = progress;
    this.clock = clock;
    this.jobs = jobs;
  }

  /**
   * @param script as {@link CompileScript} renders it
   * @param scratch an empty directory for the source, removed by the caller
   * @param target an empty directory; gets {@code local}, to be /usr/local, and {@code pip}
   * @param log gets all that the compile printed
   * @throws CompileException with the log's last lines
   */
  public void compile(Path root, Path tarball, String script, Path scratch, Path target, Path log)
      throws IOException {
    Path source = Files.createDirectory(scratch.resolve("source"));
    long made;
    try (Progress.Step step = progress.step("Unpacking the CPython source")) {
      made = SourceTree.unpack(tarball, source);
    }
    Path file = Files.writeString(scratch.resolve("compile.sh"), script);
    Path local = Files.createDirectory(target.resolve("local"));
    Path pip = Files.createDirectory(target.resolve("pip"));
    Sandbox.Job job =
        new Sandbox.Job(
            root,
            Map.of("/usr/src/python", source, "/usr/local", local, "/wee/out", pip),
            Map.of("/wee/compile.sh", file),
            environment(made),
            List.of("/bin/sh", "/wee/compile.sh"));
    Files.createDirectories(log.toAbsolutePath().getParent());
    try (BufferedWriter writer = Files.newBufferedWriter(log)) {
      run(job, writer, log);
    }
  }

  private Map<String, String> environment(long made) {
    return Map.of(
        "PATH", "/usr/bin:/usr/sbin",
        "HOME", "/tmp",
        "LC_ALL", "C.UTF-8",
        "TZ", "UTC",
        "PYTHONHASHSEED", "0",
        "SOURCE_DATE_EPOCH", Long.toString(made),
        "JOBS", Integer.toString(jobs));
  }

  private void run(Sandbox.Job job, BufferedWriter writer, Path log) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (Phases phases = new Phases()) {
      int status =
          sandbox.run(
              job,
              line -> {
                write(writer, line);
                last.add(line);
                if (last.size() > LAST_LINES) {
                  last.remove();
                }
                phases.hear(line);
              });
      if (status != 0) {
        throw new CompileException(
            "Compiling CPython failed in phase '%s' (status %d). The last lines of %s:\n  %s"
                .formatted(phases.name, status, log, String.join("\n  ", last)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompileException("Compiling was interrupted.", e);
    }
  }

  private static void write(BufferedWriter writer, String line) {
    try {
      writer.write(line);
      writer.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns the script's announcements into steps. */
  private final class Phases implements AutoCloseable {
    private String name = "start";
    private Progress.Step step = Progress.Step.NONE;
    private Instant began = clock.instant();

    void hear(String line) {
      if (line.startsWith(PHASE)) {
        close();
        name = line.substring(PHASE.length());
        began = clock.instant();
        step = progress.step("Compiling: " + name);
      } else {
        step.detail(Duration.between(began, clock.instant()).toSeconds() + " s");
      }
    }

    @Override
    public void close() {
      step.close();
    }
  }
}
