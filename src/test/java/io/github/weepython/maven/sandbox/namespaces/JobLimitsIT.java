package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.SmallRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that would take all of the machine. */
class JobLimitsIT {
  @TempDir static Path folder;

  @BeforeAll
  static void makeRoot() throws Exception {
    Files.createDirectories(SmallRoot.make(folder).resolve("usr/src"));
  }

  @Test
  void endsAJobThatRunsForTooLong() {
    JobLimits limits = new JobLimits(0, 8192, 0, Duration.ofSeconds(1), 1 << 30);
    assertThatThrownBy(() -> run(limits, "sleep 600 & sleep 600"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("ran for more than 1 seconds")
        .hasMessageContaining("-Dwee.builderDeadline");
  }

  @Test
  void endsAJobWhoseThreadIsInterrupted() throws Exception {
    JobLimits limits = new JobLimits(0, 8192, 0, Duration.ofMinutes(5), 1 << 30);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                run(limits, "echo begun; sleep 600 & sleep 600", line -> begun.countDown());
                ended.complete(Thread.currentThread().isInterrupted());
              } catch (InterruptedException e) {
                ended.complete(true);
              } catch (IOException | RuntimeException e) {
                ended.completeExceptionally(e);
              }
            });
    thread.start();
    begun.await();
    thread.interrupt();
    assertThat(ended.get(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsAForkBomb() {
    JobLimits limits = new JobLimits(0, 50, 0, Duration.ofMinutes(5), 1 << 30);
    // Bounded, lest a failing test take the machine along.
    String bomb = "i=0; while [ $i -lt 400 ]; do sleep 600 & i=$((i+1)); done; wait";
    assertThatThrownBy(() -> run(limits, bomb))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("more than 50 processes at a time")
        .hasMessageContaining("-Dwee.compilerPids");
  }

  @Test
  void endsAJobThatTakesTooMuchMemory() {
    JobLimits limits = new JobLimits(0, 8192, 100 << 20, Duration.ofMinutes(5), 1 << 30);
    assertThatThrownBy(() -> run(limits, "dd if=/dev/zero bs=200M count=1000000 of=/dev/null"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("more than 104857600 bytes of memory")
        .hasMessageContaining("-Dwee.compilerMemory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp", "/dev/shm", "/usr/src"})
  void endsAJobWhoseFilesTakeTooMuchMemory(String place) {
    JobLimits limits = new JobLimits(0, 8192, 100 << 20, Duration.ofMinutes(5), 1 << 30);
    // No process has them: dd has ended, and sleep has read none.
    String fill = "dd if=/dev/zero of=%s/big bs=1M count=150; sleep 600".formatted(place);
    assertThatThrownBy(() -> run(limits, fill))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("more than 104857600 bytes of memory")
        .hasMessageContaining("-Dwee.compilerMemory");
  }

  @Test
  void countsNoFilesOfTheHost() {
    assertThat(new MemoryFiles().bytes(List.of(ProcessHandle.current()))).isZero();
  }

  @Test
  void endsAJobThatPrintsWithoutEnd() {
    JobLimits limits = new JobLimits(0, 8192, 0, Duration.ofMinutes(5), 10_000_000);
    assertThatThrownBy(() -> run(limits, "cat /dev/zero"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("it printed more than 10000000 bytes");
  }

  @Test
  void tellsALineWithoutEndInPieces() throws Exception {
    List<String> lines = run(Sandboxes.LARGE, "head -c 200000 /dev/zero; echo; echo end");
    assertThat(lines).hasSize(5).endsWith("end");
  }

  @Test
  void givesAJobAnEmptyInput() throws Exception {
    assertThat(run(Sandboxes.LARGE, "cat; ls -l /proc/self/fd/0"))
        .singleElement()
        .asString()
        .endsWith("-> /dev/null");
  }

  private static List<String> run(JobLimits limits, String script)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    run(limits, script, lines::add);
    return lines;
  }

  private static int run(JobLimits limits, String script, Consumer<String> lines)
      throws IOException, InterruptedException {
    return Sandboxes.with(limits)
        .run(
            new Sandbox.Job(
                folder,
                Map.of(),
                Map.of(),
                Map.of("PATH", "/usr/bin"),
                List.of("/usr/bin/sh", "-c", script)),
            lines);
  }
}
