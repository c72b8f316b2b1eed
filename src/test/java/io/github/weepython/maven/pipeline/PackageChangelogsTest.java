package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageChangelogsTest {
  @TempDir Path cache;

  @Test
  void namesAPackageThatCannotBeRead() throws IOException {
    byte[] broken = "no package".getBytes(StandardCharsets.UTF_8);
    Path mirror = Files.write(cache.resolve("a_1_all.deb"), broken);
    String sha256 = Digest.of(broken).hex();
    LockedFile deb =
        new LockedFile("a_1_all.deb", "1", List.of(mirror.toUri()), sha256, broken.length);
    HttpFetcher fetcher =
        new HttpFetcher(new Store(cache.resolve("store")), FetchSettings.DEFAULT, Progress.NONE);
    PackageChangelogs changelogs =
        new PackageChangelogs(
            fetcher, Map.of(sha256, new LockedPackage("a", "all", "a", "1", deb, false)));
    assertThatThrownBy(() -> changelogs.of(sha256))
        .isInstanceOf(DebianException.class)
        .hasMessageContainingAll("package a 1 (all)", mirror.toUri().toString())
        .hasMessageNotContaining("/store/");
  }

  @Test
  void tellsAPackageThatIsNotAvailableFromOneWithoutChangelog() throws IOException {
    String sha256 = Digest.of("a").hex();
    LockedFile deb =
        new LockedFile(
            "a_1_all.deb", "1", List.of(URI.create("http://localhost/a_1_all.deb")), sha256, 1);
    HttpFetcher offline =
        new HttpFetcher(new Store(cache), FetchSettings.DEFAULT.withOffline(true), Progress.NONE);
    PackageChangelogs changelogs =
        new PackageChangelogs(
            offline, Map.of(sha256, new LockedPackage("a", "all", "a", "1", deb, false)));
    assertThatThrownBy(() -> changelogs.of(sha256))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a_1_all.deb");
    assertThat(changelogs.of(Digest.of("another").hex())).isEmpty();
  }
}
