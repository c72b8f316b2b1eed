package io.github.weepython.maven.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final Digest KEY = Digest.of("key");

  @TempDir Path root;

  @Test
  void producesOnceForManyThreads() throws Exception {
    AtomicInteger produced = new AtomicInteger();
    Callable<Path> task =
        () ->
            new Store(root)
                .file("lock", KEY, t -> Files.writeString(t, "made " + produced.incrementAndGet()));
    var pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Path>> tasks = IntStream.range(0, 24).mapToObj(i -> task).toList();
      for (var result : pool.invokeAll(tasks)) {
        assertThat(result.get()).hasContent("made 1");
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void makesADamagedFileAnew() throws Exception {
    Store store = new Store(root);
    Path file = store.file("lock", KEY, t -> Files.writeString(t, "good"));
    Files.writeString(file, "evil");
    assertThat(store.findFile("lock", KEY)).isEmpty();
    assertThat(store.file("lock", KEY, t -> Files.writeString(t, "good"))).hasContent("good");
  }

  @Test
  void makesADamagedDirectoryWithReadOnlyPartsAnew() throws Exception {
    Store store = new Store(root);
    Producer producer =
        t -> {
          Path inner = Files.createDirectory(t.resolve("inner"));
          Files.writeString(inner.resolve("file"), "good");
          Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("r-xr-xr-x"));
        };
    Path made = store.directory("layer", KEY, producer);
    assertThat(store.findDirectory("layer", KEY)).contains(made);
    Files.writeString(made.resolve("inner/file"), "evil");
    assertThat(store.findDirectory("layer", KEY)).isEmpty();
    assertThat(store.directory("layer", KEY, producer).resolve("inner/file")).hasContent("good");
  }

  @Test
  void keepsNothingOfAFailedProducer() throws Exception {
    Store store = new Store(root);
    Producer failing =
        t -> {
          Files.writeString(t, "half");
          throw new java.io.IOException("disk full");
        };
    assertThatThrownBy(() -> store.file("lock", KEY, failing))
        .isInstanceOf(java.io.UncheckedIOException.class)
        .hasRootCauseMessage("disk full");
    assertThat(store.findFile("lock", KEY)).isEmpty();
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void blamesNobodyElsesFaultOnTheCache() throws Exception {
    Store store = new Store(root);
    Path missing = root.resolve("missing");
    assertThatThrownBy(() -> store.directory("layer", KEY, target -> Files.readString(missing)))
        .isInstanceOf(java.io.UncheckedIOException.class)
        .hasRootCauseInstanceOf(java.nio.file.NoSuchFileException.class);
    assertThatThrownBy(() -> store.scratch(folder -> Files.readString(missing)))
        .isInstanceOf(java.io.UncheckedIOException.class)
        .hasRootCauseInstanceOf(java.nio.file.NoSuchFileException.class);
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void saysThatTheDiskIsFullWhoeverFilledIt() throws Exception {
    Store store = new Store(root);
    assertThatThrownBy(
            () -> store.file("lock", KEY, target -> Files.writeString(Path.of("/dev/full"), "x")))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("No space left on device", root.toString(), "-Dwee.cache");
  }

  @Test
  void saysWhichFileOfTheCacheCantBeWritten() throws Exception {
    Store store = new Store(root);
    Files.writeString(root.resolve("lock"), "a file where a folder belongs");
    assertThatThrownBy(() -> store.file("lock", KEY, target -> Files.writeString(target, "x")))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(root.resolve("lock").toString(), "-Dwee.cache");
  }

  @Test
  void sweepsWhatAKilledRunLeft() throws Exception {
    String dead = "tmp/1-0-00000000-0000-4000-8000-000000000000";
    Path leftover = Files.createDirectories(root.resolve(dead + "/new"));
    Files.writeString(root.resolve(dead + ".lock"), "");
    new Store(root);
    assertThat(leftover).doesNotExist();
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void saysHowToMendACacheThatIsNoFolder() throws Exception {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> new Store(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(file.toString(), "XDG_CACHE_HOME", "-Dwee.cache");
  }
}
