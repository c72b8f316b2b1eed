package io.github.weepython.maven.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.inputs.TestLocks;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.Gdbm;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LockFileInputsTest extends LockRig {
  @Test
  void listsAllThatThePomAsksForAndTheLockLacks() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    ImageSpec other =
        Specs.unpatched(
                Specs.here("3.13.6", Suite.TRIXIE, new PackageSelection(List.of("git"), Set.of())))
            .on(AMD64);
    assertThat(inputs(true).lacking(other, Optional.empty()))
        .containsExactly(
            "linux/amd64: <python> is 3.13.6, and was 3.13.5",
            "linux/amd64: <packages> is git, and was not set");
    assertThat(inputs(true).lacking(spec.on(Platform.parse("linux/arm64")), Optional.empty()))
        .containsExactly("linux/arm64: nothing of this platform (the lock has linux/amd64)");
    assertThatThrownBy(() -> inputs(true).find(other, Optional.empty()))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("This build is locked (-Dwee.locked), and " + file + " lacks")
        .hasMessageContaining("<packages> is git")
        .hasMessageEndingWith(
            "Run mvn wee:lock and commit the file, or undo the change to the pom.");
  }

  /** Whoever looks for what was built asks for one release after the other. */
  @Test
  void saysNothingToWhoeverAsksForTheLastBuild() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    ImageSpec other =
        Specs.unpatched(
                Specs.here("3.13.6", Suite.TRIXIE, new PackageSelection(List.of(), Set.of())))
            .on(AMD64);
    assertThat(inputs(true).last(other, Optional.empty())).isEmpty();
    assertThat(inputs(true).last(spec.on(AMD64), Optional.empty())).isPresent();
  }

  @Test
  void comparesTheVersionsThatThePomAsksForWithThoseThatWereLocked() throws IOException {
    Lock lock = resolve(TestArchive.Change.NONE);
    LockedPackage locked = named(lock.bases().get("debian"), "libzstd1");
    Map<String, List<LockedPackage>> bases = new TreeMap<>(lock.bases());
    bases.put(Lock.WHEELS, List.of(locked));
    write(TestLocks.withBases(lock, bases));
    assertThat(lacking("libzstd1=" + locked.version())).isEmpty();
    assertThat(lacking("libzstd1")).isEmpty();
    assertThat(lacking("libzstd1=9.9"))
        .containsExactly(
            "linux/amd64: <buildPackages> asks for libzstd1=9.9, and %s was locked"
                .formatted(locked.version()));
    assertThat(lacking("rustc=1.85"))
        .containsExactly("linux/amd64: <buildPackages> asks for rustc=1.85");
    PackageSelection newer = new PackageSelection(List.of("libzstd1=9.9"), Set.of());
    ImageSpec other = Specs.unpatched(Specs.here("3.13.5", Suite.TRIXIE, newer)).on(AMD64);
    assertThat(inputs(true).lacking(other, Optional.empty()))
        .containsExactly("linux/amd64: <packages> is libzstd1=9.9, and was not set");
  }

  /** Of a build with that one of {@code <buildPackages>}. */
  private List<String> lacking(String buildPackage) {
    Contents plain = spec.contents();
    SiteBuild build = new SiteBuild(Optional.empty(), Optional.empty(), List.of(buildPackage));
    Site site = new Site(Optional.of(root), Optional.empty(), List.of(), Optional.empty(), build);
    Contents contents =
        new Contents(
            plain.pip(),
            plain.stdlib(),
            Optional.of(site),
            plain.layout(),
            plain.files(),
            plain.compression(),
            plain.maxSize(),
            plain.optionalLibraries());
    return inputs(true).lacking(Specs.holding(spec, contents), Optional.empty());
  }

  @Test
  void namesGdbmWhereThePomAsksForItAndTheLockDoesNot() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    PackageSelection gdbm =
        new PackageSelection(List.of(), Set.of(), List.of(), Gdbm.parse("GPL-3.0-or-later"));
    ImageSpec other = Specs.unpatched(Specs.here("3.13.5", Suite.TRIXIE, gdbm)).on(AMD64);
    assertThat(inputs(true).lacking(other, Optional.empty()))
        .containsExactly("linux/amd64: <gdbm> is GPL-3.0-or-later, and was none");
  }

  @Test
  void aSeriesIsTheReleaseThatWasLocked() throws IOException {
    assertThat(inputs(false).python(PythonRequest.parse("3.13", false))).isEmpty();
    write(resolve(TestArchive.Change.NONE));
    assertThat(inputs(false).python(PythonRequest.parse("3.13", false)))
        .contains(PythonVersion.parse("3.13.5"));
    assertThat(inputs(false).python(PythonRequest.parse("3.14", false))).isEmpty();
  }

  @Test
  void warnsOnceWhereItIsNotTheOnlyPlace() throws IOException {
    write(resolve(TestArchive.Change.NONE));
    HeardProgress heard = new HeardProgress(new ArrayList<>(), new ArrayList<>());
    LockFileInputs inputs = inputs(false, heard);
    ImageSpec other = spec.on(Platform.parse("linux/arm64"));
    assertThat(inputs.find(other, Optional.empty())).isEmpty();
    assertThat(inputs.find(other, Optional.empty())).isEmpty();
    assertThat(heard.said())
        .singleElement()
        .asString()
        .contains("linux/arm64: nothing of this platform")
        .contains("Run mvn wee:lock");
  }

  @Test
  void failsWithoutAFileWhereItIsAllThatMayBeUsed() {
    assertThatThrownBy(() -> inputs(true).find(spec, Optional.empty()))
        .hasMessageContaining("linux/amd64: there is no lock file");
    assertThat(inputs(false).find(spec, Optional.empty())).isEmpty();
  }
}
