package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.inputs.TestLocks;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lock file of a build that is resolved by the real indexes of trixie. */
abstract class LockRig {
  static final Mirrors MIRRORS =
      new Mirrors(
          List.of(URI.create("http://mirror.example.com/debian")),
          List.of(URI.create("http://mirror.example.com/debian-security/")));

  static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  static final Platform AMD64 = Platform.parse("linux/amd64");

  /** Two months ago: what is newer today was older, but for one that was taken back. */
  static final TestArchive.Change OLDER =
      packages ->
          with(
              with(packages, "libzstd1", "1.5.7+dfsg-1+deb13u1", "1.5.7+dfsg-1"),
              "bubblewrap",
              "0.12.0-1~deb13u1",
              "0.13.0-1");

  @TempDir Path root;

  final ImageSpec spec =
      Specs.unpatched(Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE)).on(AMD64);

  Path file;

  @BeforeEach
  void name() {
    file = root.resolve("wee.lock");
  }

  /** An index whose package has that version, and so another file. */
  static String with(String packages, String name, String now, String then) {
    int at = packages.indexOf("Package: " + name + "\n");
    int end = packages.indexOf("\n\n", at);
    if (at < 0) {
      return packages;
    }
    String stanza =
        packages
            .substring(at, end)
            .replace("\nVersion: " + now, "\nVersion: " + then)
            .replaceFirst("SHA256: .{8}", "SHA256: 00000000");
    return packages.substring(0, at) + stanza + packages.substring(end);
  }

  static LockedPackage named(List<LockedPackage> packages, String name) {
    return packages.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  Lock resolve(TestArchive.Change change) throws IOException {
    return TestLocks.resolver(root, NOW, change).newest(spec);
  }

  LockedBuild build(Lock lock) {
    return new LockedBuild(spec, Optional.empty(), lock, new PatchSeries(List.of(), ""), List.of());
  }

  LockFileUpdate update(String module, boolean keep) {
    return new LockFileUpdate(file, "1.0", module, keep, Locking.SNAPSHOT_ARCHIVE);
  }

  List<String> write(Lock lock) {
    return update("com.example:app", false).write(List.of(build(lock)), Changelogs.NONE);
  }

  LockFileInputs inputs(boolean required) {
    return inputs(required, Progress.NONE);
  }

  LockFileInputs inputs(boolean required, Progress progress) {
    return new LockFileInputs(
        new Locking(Optional.of(file), required, URI.create("http://keep.example.com/archive")),
        MIRRORS,
        URI.create("https://mirror.example.com/python"),
        progress);
  }
}
