package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java's end waits for whoever removes a program's files, and not for ever. */
class ProgramProcessTest {
  @TempDir Path dir;

  @Test
  void waitsForTheRemovalOfTheFolderAmongThatOfOthers() throws Exception {
    Path root = Files.createDirectories(dir.resolve("scratch/root"));
    Path other = Files.createFile(dir.resolve("scratch/other"));
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> await(root, Duration.ofMinutes(1)));
    Files.delete(other);
    Files.delete(root);
    Files.delete(dir.resolve("scratch"));

    assertThat(waiting.get()).isTrue();
  }

  @Test
  void doesNotWaitForWhatIsGone() throws Exception {
    assertThat(await(dir.resolve("scratch/root"), Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void givesUpOnAFolderThatStays() throws Exception {
    Path root = Files.createDirectories(dir.resolve("scratch/root"));

    assertThat(await(root, Duration.ofMillis(50))).isFalse();
  }

  private static boolean await(Path root, Duration most) {
    try {
      return ProgramProcess.awaitRemoval(root, most);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
