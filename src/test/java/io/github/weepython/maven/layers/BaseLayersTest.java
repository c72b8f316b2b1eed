package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.prune.PruneStatistics;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Tags;
import io.github.weepython.maven.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseLayersTest {
  @TempDir Path dir;

  @Test
  void whatADockerfileAddsNamesAPackageThatCannotBeRead() throws Exception {
    byte[] broken = "no package".getBytes(StandardCharsets.UTF_8);
    Path mirror = Files.write(dir.resolve("a_1_all.deb"), broken);
    LockedFile deb =
        new LockedFile(
            "a_1_all.deb", "1", List.of(mirror.toUri()), Digest.of(broken).hex(), broken.length);
    ImageSpec spec = Specs.tagged("3.14.7", Tags.DEFAULT);
    Lock lock =
        new Lock(
            0,
            List.of(),
            Map.of("distroless", List.of(new LockedPackage("a", "all", "a", "1", deb, true))),
            deb,
            "a test",
            List.of(),
            List.of(),
            List.of());
    assertThatThrownBy(
            () ->
                layers()
                    .writeBeyondPackages(spec, lock, dir.resolve("base.tar"), dir.resolve("list")))
        .isInstanceOf(DebianException.class)
        .hasMessageContainingAll("package a 1 (all)", mirror.toUri().toString())
        .hasMessageNotContaining("/store/");
  }

  private BaseLayers layers() {
    Store store = new Store(dir.resolve("store"));
    HttpFetcher fetcher = new HttpFetcher(store, FetchSettings.DEFAULT, Progress.NONE);
    return new BaseLayers(
        store,
        new LayerStore(store, Progress.NONE, 1),
        fetcher,
        new BuildRoots(store, fetcher, Progress.NONE),
        new SandboxSelector(List.of(), new SandboxSelector.Reason("", ""), Progress.NONE),
        new PruneStatistics(store),
        Progress.NONE);
  }
}
