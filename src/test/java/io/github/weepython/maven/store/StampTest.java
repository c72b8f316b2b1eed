package io.github.weepython.maven.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found to be damaged after it was once found to be right. */
class StampTest {
  private static final Digest KEY = Digest.of("key");
  private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofHours(1)));

  @TempDir Path root;
  private Store store;
  private Path made;

  @BeforeEach
  void make() throws IOException {
    store = new Store(root);
    made =
        store.directory("layer", KEY, target -> Files.writeString(target.resolve("blob"), "good"));
    Files.setLastModifiedTime(made.resolve("blob"), LONG_AGO);
    Files.setLastModifiedTime(made, LONG_AGO);
    assertThat(found()).isTrue();
  }

  private boolean found() {
    return store.findDirectory("layer", KEY).isPresent();
  }

  @Test
  void isNotReadAgainWhileItLooksTheSame() throws IOException {
    Files.writeString(made.resolve("blob"), "evil");
    Files.setLastModifiedTime(made.resolve("blob"), LONG_AGO);

    assertThat(found()).isTrue();
    // Who asks for everything to be looked at gets that.
    assertThat(store.isIntact(made.resolveSibling(""))).isFalse();
  }

  @Test
  void anotherTimeIsADamage() throws IOException {
    Files.writeString(made.resolve("blob"), "evil");

    assertThat(found()).isFalse();
  }

  @Test
  void anotherFileInItsPlaceIsADamage() throws IOException {
    Path other = Files.writeString(root.resolve("other"), "evil");
    Files.setLastModifiedTime(other, LONG_AGO);
    Files.delete(made.resolve("blob"));
    Files.move(other, made.resolve("blob"));
    Files.setLastModifiedTime(made, LONG_AGO);

    assertThat(found()).isFalse();
  }

  @Test
  void aFileMoreIsADamage() throws IOException {
    Files.writeString(made.resolve("more"), "evil");
    Files.setLastModifiedTime(made.resolve("more"), LONG_AGO);
    Files.setLastModifiedTime(made, LONG_AGO);

    assertThat(found()).isFalse();
  }

  @Test
  void aLinkToItChangesNothing() throws IOException {
    Files.createLink(root.resolve("image"), made.resolve("blob"));

    assertThat(found()).isTrue();
    assertThat(made.resolveSibling("stamp")).exists();
  }

  @Test
  void whatWasJustWrittenIsReadAgain() throws IOException {
    Digest lately = Digest.of("lately");
    Path file = store.file("lock", lately, target -> Files.writeString(target, "good"));
    assertThat(store.findFile("lock", lately)).isPresent();
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "evil");
    Files.setLastModifiedTime(file, time);

    assertThat(store.findFile("lock", lately)).isEmpty();
  }
}
