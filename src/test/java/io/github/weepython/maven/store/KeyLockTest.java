package io.github.weepython.maven.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KeyLockTest {
  @TempDir Path locks;

  /**
   * In each of two processes a thread holds what a thread of the other waits for: Linux takes that
   * for a deadlock, since it knows processes alone (EDEADLK of fcntl(2)).
   */
  @Test
  @Timeout(120)
  void waitsThoughEachOfTwoProcessesHoldsWhatTheOtherWaitsFor() throws Exception {
    Process other = process("b", "a");
    BufferedReader said =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
    KeyLock.holding(
        locks,
        "a",
        () -> {
          assertThat(said.readLine()).isEqualTo("holds b");
          while (!isWaitedFor("a")) {
            Thread.onSpinWait();
          }
          CompletableFuture<String> here =
              CompletableFuture.supplyAsync(() -> LockHolder.had(locks, "b"));
          other.getOutputStream().write('\n'); // It lets b go.
          other.getOutputStream().flush();
          assertThat(here.join()).isEqualTo("b");
          return "";
        });
    assertThat(said.readLine()).isEqualTo("had a");
    assertThat(other.waitFor()).isZero();
  }

  private Process process(String held, String wanted) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            StoreUser.place(LockHolder.class) + File.pathSeparator + StoreUser.place(KeyLock.class),
            LockHolder.class.getName(),
            locks.toString(),
            held,
            wanted)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** As proc_locks(5) shows a process that is blocked. */
  private boolean isWaitedFor(String name) throws IOException {
    String inode = ":" + Files.getAttribute(locks.resolve(name), "unix:ino") + " ";
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(line -> line.contains("->") && line.contains(inode));
  }
}
