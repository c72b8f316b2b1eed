package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockResolverTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir Path root;

  @Test
  void keepsTheSourcePackageOfEachPackage() throws IOException {
    for (String looked : List.of("up", "remembered")) {
      Lock lock =
          TestLocks.resolver(root, NOW, TestArchive.Change.NONE)
              .lock(Specs.unpatched(Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG)));
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

  @Test
  void tellsWhatTheUserAddedFromWhatIsThereAnyway() throws IOException {
    PackageSelection extras = new PackageSelection(List.of("make", "zlib1g"), Set.of());
    Lock lock =
        TestLocks.resolver(root, NOW, TestArchive.Change.NONE)
            .lock(Specs.unpatched(Specs.here("3.13.5", Suite.TRIXIE, extras)));
    for (Base base : Base.values()) {
      List<LockedPackage> packages = lock.bases().get(base.id());
      assertThat(packages)
          .filteredOn(LockedPackage::added)
          .extracting(LockedPackage::name)
          .containsExactly("make", "zlib1g");
      assertThat(named(packages, "libssl3t64").added()).isFalse();
    }
  }

  private static LockedPackage named(List<LockedPackage> packages, String name) {
    return packages.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
