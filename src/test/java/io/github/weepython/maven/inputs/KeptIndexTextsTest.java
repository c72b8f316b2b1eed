package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.debian.archive.FolderFetcher;
import io.github.weepython.maven.debian.archive.IndexTexts;
import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptIndexTextsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Digest INDEX = Digest.of("an index");

  @TempDir Path root;
  private Store store;

  @BeforeEach
  void openTheStore() {
    store = new Store(root.resolve("cache"));
  }

  @Test
  void anIndexIsBroughtOnceAndReadFromTheCacheAfterwards() throws IOException {
    FolderFetcher first = new FolderFetcher();
    DebianArchive fresh = archive(first, TestArchive.Change.NONE);
    assertThat(fresh.packages("trixie", "amd64").newest("libssl3t64")).isPresent();
    assertThat(fresh.sources("trixie", "python3.13")).isNotEmpty();
    assertThat(first.asked).isNotEmpty();

    FolderFetcher second = new FolderFetcher();
    DebianArchive again = archive(second, TestArchive.Change.NONE);
    assertThat(again.packages("trixie", "amd64").versions("libssl3t64"))
        .isEqualTo(fresh.packages("trixie", "amd64").versions("libssl3t64"));
    assertThat(again.sources("trixie", "python3.13"))
        .isEqualTo(fresh.sources("trixie", "python3.13"));
    assertThat(second.asked).isEmpty();
  }

  @Test
  void anotherIndexIsReadAnew() throws IOException {
    archive(new FolderFetcher(), TestArchive.Change.NONE).packages("trixie", "amd64");
    TestArchive.Change added =
        packages ->
            packages
                + """

                Package: zzz
                Version: 1
                Architecture: all
                Filename: pool/main/z/zzz/zzz_1_all.deb
                Size: 1
                SHA256: 0000000000000000000000000000000000000000000000000000000000000000
                """;
    DebianArchive changed = archive(new FolderFetcher(), added);
    assertThat(changed.packages("trixie", "amd64").newest("zzz")).isPresent();
  }

  @Test
  void aDamagedTextIsMadeAgain() throws IOException {
    IndexTexts texts = new KeptIndexTexts(store);
    assertThat(text(texts, "Package: a")).isEqualTo("Package: a");
    assertThat(text(texts, "never read")).isEqualTo("Package: a");
    try (Stream<Path> files = Files.walk(store.root().resolve("index"))) {
      Path data = files.filter(each -> each.endsWith("data")).findFirst().orElseThrow();
      Files.writeString(data, "Package: an attacker's");
    }
    assertThat(texts.has(INDEX)).isFalse();
    assertThat(text(texts, "Package: b")).isEqualTo("Package: b");
  }

  @Test
  void keepsNothingOfWhatCouldNotBeRead() throws IOException {
    IndexTexts texts = new KeptIndexTexts(store);
    IndexTexts.Source cut =
        () -> {
          throw new IOException("cut");
        };
    assertThatThrownBy(() -> texts.open(INDEX, cut)).hasRootCauseMessage("cut");
    assertThat(texts.has(INDEX)).isFalse();
    assertThat(text(texts, "whole")).isEqualTo("whole");
  }

  private DebianArchive archive(FolderFetcher fetcher, TestArchive.Change change)
      throws IOException {
    return TestArchive.trixie(
        root.resolve("mirror"), fetcher, new KeptIndexTexts(store), NOW, change);
  }

  private static String text(IndexTexts texts, String fresh) throws IOException {
    try (InputStream in =
        texts.open(INDEX, () -> new ByteArrayInputStream(fresh.getBytes(StandardCharsets.UTF_8)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
