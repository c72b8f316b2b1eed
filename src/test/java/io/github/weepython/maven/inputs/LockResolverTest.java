package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.debian.archive.FolderFetcher;
import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.openpgp.BouncyKeyring;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.source.KnownReleases;
import io.github.weepython.maven.source.ReleaseSignatures;
import io.github.weepython.maven.source.SecurityPatches;
import io.github.weepython.maven.source.SignedTarballFetcher;
import io.github.weepython.maven.source.SourceFinder;
import io.github.weepython.maven.source.SourceTarball;
import io.github.weepython.maven.source.UserProvider;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockResolverTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir Path root;

  @Test
  void keepsTheSourcePackageOfEachPackage() throws IOException {
    for (String looked : List.of("up", "remembered")) {
      Lock lock = resolver().lock(Specs.unpatched(Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG)));
      LockedPackage ssl = named(lock.bases().get("debian"), "libssl3t64");
      assertThat(ssl.source()).as(looked).isEqualTo("openssl");
      assertThat(ssl.sourceVersion()).isEqualTo(ssl.version());
      LockedPackage gcc = named(lock.buildRoot(), "gcc");
      assertThat(gcc.version()).isEqualTo("4:14.2.0-1");
      assertThat(gcc.source()).isEqualTo("gcc-defaults");
      assertThat(gcc.sourceVersion()).isEqualTo("1.220");
      assertThat(named(lock.buildRoot(), "linux-libc-dev").architecture()).isEqualTo("all");
    }
  }

  private static LockedPackage named(List<LockedPackage> packages, String name) {
    return packages.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private LockResolver resolver() throws IOException {
    FolderFetcher fetcher = new FolderFetcher();
    Store store = new Store(root.resolve("cache"));
    DebianArchive archive = TestArchive.trixie(root, fetcher, NOW, TestArchive.Change.NONE);
    Download tarball =
        new Download(
            "Python-3.13.5.tar.xz",
            List.of(URI.create("https://example.com/Python-3.13.5.tar.xz")),
            Digest.of("tarball"),
            7);
    SignedTarballFetcher unsigned =
        new SignedTarballFetcher(
            KnownReleases.shipped(),
            new ReleaseSignatures(
                BouncyKeyring.load("nobody's", List.of()),
                () -> Keyrings.sigstore(Optional.empty())),
            store);
    SourceFinder sources =
        new SourceFinder(
            fetcher,
            new UserProvider(fetcher, unsigned),
            List.of((v, u, a) -> Optional.of(new SourceTarball(tarball, "a release manager"))));
    return new LockResolver(
        store,
        archive,
        sources,
        new SecurityPatches(archive, fetcher, Progress.NONE),
        Progress.NONE,
        InstantSource.fixed(NOW),
        new LockResolver.Settings(false, false, "tests", Optional.empty()));
  }
}
