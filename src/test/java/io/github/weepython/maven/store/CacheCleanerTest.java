package io.github.weepython.maven.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheCleanerTest {
  private static final Instant NOW = Instant.now();
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path folder;

  private Path root() {
    return folder.resolve("cache");
  }

  @Test
  void removesWhatNobodyUsedForLong() throws IOException {
    Store store = new Store(root());
    unusedFor(31, file(store, "old"));
    unusedFor(29, file(store, "new"));
    CacheCleaner.Result result = clean(store, Optional.empty());
    assertThat(result).isEqualTo(new CacheCleaner.Result(1, 1000, 1, 1000));
    assertThat(store.findFile("lock", Digest.of("old"))).isEmpty();
    assertThat(store.findFile("lock", Digest.of("new"))).isPresent();
    assertThat(root().resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void removesWhatWasUnusedForLongestUntilTheRestIsSmallEnough() throws IOException {
    Store store = new Store(root());
    unusedFor(1, file(store, "a"));
    unusedFor(3, directory(store, "b"));
    unusedFor(2, file(store, "c"));
    assertThat(new CacheCleaner(store, NOW).shrink(2500).keptBytes()).isEqualTo(2000);
    assertThat(store.findDirectory("tree", Digest.of("b"))).isEmpty();
    assertThat(store.findFile("lock", Digest.of("a"))).isPresent();
  }

  /** As where {@code -Dwee.cache} names a project's folder, or the home's .cache, by mistake. */
  @Test
  void leavesAloneWhatIsNotOfTheCache() throws IOException {
    Path source = Files.createDirectories(root().resolve("src/main")).resolve("App.java");
    Files.writeString(source, "class App {}");
    Path locked = Files.createDirectories(root().resolve("tmp/editor"));
    Files.writeString(root().resolve("tmp/editor.lock"), "");
    Store store = new Store(root());
    unusedFor(100, file(store, "a"));
    assertThat(clean(store, Optional.of(0L))).isEqualTo(new CacheCleaner.Result(1, 1000, 0, 0));
    assertThat(source).hasContent("class App {}");
    assertThat(locked).exists();
  }

  @Test
  void keepsWhatARunningBuildUses() throws IOException {
    Store store = new Store(root());
    unusedFor(100, file(store, "used"));
    unusedFor(100, file(store, "unused"));
    store.findFile("lock", Digest.of("used")).orElseThrow();
    clean(store, Optional.of(0L));
    assertThat(store.findFile("lock", Digest.of("used"))).isPresent();
    assertThat(store.findFile("lock", Digest.of("unused"))).isEmpty();
  }

  /** Another process, with a lock of its own: it has opened the cache, and used an entry. */
  @Test
  void keepsWhatAnotherProcessUses() throws Exception {
    Store store = new Store(root());
    unusedFor(100, file(store, "used"));
    Process other = StoreUser.start(root(), "used");
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("found");
      assertThat(clean(store, Optional.of(0L)).kept()).isEqualTo(1);
    } finally {
      other.getOutputStream().close();
      other.waitFor();
    }
  }

  @Test
  void removesWhatIsDamaged() throws IOException {
    Store store = new Store(root());
    Files.writeString(unusedFor(1, file(store, "damaged")).resolve("data"), "x");
    Files.delete(unusedFor(1, file(store, "unsealed")).resolve("seal"));
    unusedFor(1, entry("lock", "unsealed"));
    unusedFor(1, file(store, "sound"));
    assertThat(clean(store, Optional.empty()).removed()).isEqualTo(2);
    assertThat(store.findFile("lock", Digest.of("sound"))).isPresent();
  }

  @Test
  void isNobodyElses() throws IOException {
    Store store = new Store(root());
    Path entry = file(store, "a");
    assertThat(mode(root())).isEqualTo("rwx------");
    assertThat(mode(root().resolve("tmp"))).isEqualTo("rwx------");
    assertThat(mode(entry)).isEqualTo("rwx------");
    assertThat(store.<String>scratch(CacheCleanerTest::mode)).isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwx---rwx", "rwxr-x-w-"})
  void refusesACacheThatOthersMayWrite(String mode) throws IOException {
    Files.createDirectory(root());
    Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> new Store(root()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("every user may write in it")
        .hasMessageContaining("chmod go-w '" + root() + "'");
    Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatCode(() -> new Store(root())).doesNotThrowAnyException();
  }

  @Test
  @EnabledIf("isRoot")
  void refusesACacheThatIsSomebodyElses() throws IOException {
    Files.createDirectory(root());
    Files.setAttribute(root(), "unix:uid", 65534);
    assertThatThrownBy(() -> new Store(root()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("it belongs to the user ")
        .hasMessageContaining("chown -R");
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static CacheCleaner.Result clean(Store store, Optional<Long> most) {
    return new CacheCleaner(store, NOW).clean(MONTH, most);
  }

  private Path file(Store store, String name) {
    store.file("lock", Digest.of(name), to -> Files.writeString(to, "x".repeat(1000)));
    return entry("lock", name);
  }

  private Path directory(Store store, String name) {
    store.directory(
        "tree",
        Digest.of(name),
        to -> {
          Files.writeString(to.resolve("a b"), "x".repeat(900));
          Files.writeString(Files.createDirectory(to.resolve("c")).resolve("d"), "x".repeat(100));
        });
    return entry("tree", name);
  }

  private Path entry(String kind, String name) {
    return root().resolve(kind).resolve(Digest.of(name).hex());
  }

  private static Path unusedFor(int days, Path entry) throws IOException {
    FileTime time = FileTime.from(NOW.minus(Duration.ofDays(days)));
    for (Path path : new Path[] {entry.resolve("seal"), entry}) {
      if (Files.exists(path)) {
        Files.setLastModifiedTime(path, time);
      }
    }
    return entry;
  }
}
