package io.github.weepython.maven.inputs;

import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.debian.archive.FolderFetcher;
import io.github.weepython.maven.debian.archive.SuiteRelease;
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
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Locks of trixie's real indexes. */
public final class TestLocks {
  private TestLocks() {}

  /** Resolves by the archive of that folder. */
  public static LockResolver resolver(Path root, Instant now, TestArchive.Change change)
      throws IOException {
    FolderFetcher fetcher = new FolderFetcher();
    Store store = new Store(root.resolve("cache"));
    DebianArchive archive = TestArchive.trixie(root, fetcher, now, change);
    Download tarball =
        new Download(
            "Python-3.13.5.tar.xz",
            List.of(URI.create("https://example.com/ftp/3.13.5/Python-3.13.5.tar.xz")),
            Digest.of("tarball"),
            7);
    SignedTarballFetcher unsigned =
        new SignedTarballFetcher(
            KnownReleases.shipped(),
            new ReleaseSignatures(
                BouncyKeyring.load("nobody's", List.of(), InstantSource.system()),
                () -> Keyrings.sigstore(Optional.empty())),
            store);
    SourceFinder sources =
        new SourceFinder(
            KnownReleases.shipped(),
            fetcher,
            new UserProvider(fetcher, unsigned),
            List.of((v, u, a) -> Optional.of(new SourceTarball(tarball, "a release manager"))));
    return new LockResolver(
        store,
        archive,
        sources,
        new SecurityPatches(store, archive, fetcher, Progress.NONE),
        Progress.NONE,
        InstantSource.fixed(now),
        new LockResolver.Settings(false, false, "tests", Optional.empty(), FixedInputs.NONE));
  }

  /** The same with CPython's source from elsewhere. */
  public static Lock withSource(Lock lock, LockedFile source) {
    return copy(lock, lock.resolvedAt(), lock.bases(), source, lock.suites());
  }

  /** The same with other packages in its bases. */
  public static Lock withBases(Lock lock, Map<String, List<LockedPackage>> bases) {
    return copy(lock, lock.resolvedAt(), bases, lock.source(), lock.suites());
  }

  /** The same of another time, when nothing but the archive's date had changed. */
  public static Lock resolvedAgain(Lock lock, long resolvedAt, SuiteRelease suite) {
    return copy(lock, resolvedAt, lock.bases(), lock.source(), List.of(suite));
  }

  private static Lock copy(
      Lock lock,
      long resolvedAt,
      Map<String, List<LockedPackage>> bases,
      LockedFile source,
      List<SuiteRelease> suites) {
    return new Lock(
        resolvedAt,
        lock.buildRoot(),
        bases,
        source,
        lock.vouchedBy(),
        lock.securityPatches(),
        suites,
        lock.wheels());
  }
}
