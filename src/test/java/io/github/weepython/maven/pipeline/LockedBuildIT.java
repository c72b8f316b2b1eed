package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.debian.archive.SnapshotStandIn;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock made of real archives, before the security updates that they have today. */
class LockedBuildIT {
  @TempDir Path folder;

  private final ImageSpec spec =
      Specs.unpatched(Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE));

  @Test
  void buildsAYearLaterFromTheSnapshotArchiveAndSaysWhatHasChanged() throws IOException {
    try (SnapshotStandIn archive = new SnapshotStandIn()) {
      Environment then =
          environment(
              "then",
              archive,
              Optional.of(archive.at("/archive/debian/20260928T000000Z") + ""),
              ",");
      assertThat(lock(then, Instant.now())).isEmpty();
      assertThat(archive.asked()).anyMatch(path -> path.endsWith("/dists/trixie/InRelease"));

      Environment later =
          environment(
              "later", archive, Optional.of(archive.at("/gone") + ""), archive.at("/gone") + "");
      InstantSource nextYear = InstantSource.fixed(Instant.now().plus(Duration.ofDays(365)));
      Layer layer = new Pipeline(later, Progress.NONE, nextYear).base(spec, Base.DISTROLESS);
      assertThat(Rig.paths(layer)).anyMatch(path -> path.contains("libssl.so.3"));
      assertThat(archive.asked())
          .noneMatch(path -> path.contains("/dists/"))
          .anyMatch(path -> path.startsWith("/gone/pool/"))
          .anyMatch(
              path -> path.startsWith("/archive/debian/20260928T000000Z/pool/main/o/openssl/"));

      Environment now = environment("now", archive, Optional.empty(), "");
      List<String> said = lock(now, Instant.now());
      assertThat(said)
          .anyMatch(line -> line.matches("linux/\\S+, base debian: up passwd \\S+ -> \\S+.*"))
          .anyMatch(line -> line.contains("fixes CVE-"))
          .anyMatch(
              line -> line.matches("linux/\\S+, base debian: \\d+ packages of .* MB, were .*"));
      assertThat(lock(now, Instant.now()))
          .singleElement()
          .asString()
          .startsWith("Nothing has changed");
    }
  }

  private List<String> lock(Environment environment, Instant at) {
    return new LockService(environment, Progress.NONE, InstantSource.fixed(at))
        .write(List.of(spec), Platforms.only(spec.platform()), "1.0", "com.example:app", false);
  }

  /**
   * @param name of its cache
   * @param mirror instead of the host's
   * @param security instead of the host's; empty for that
   */
  private Environment environment(
      String name, SnapshotStandIn archive, Optional<String> mirror, String security) {
    Environment plain =
        Rig.environment(
            folder.resolve(name), folder, Map.copyOf(System.getenv()), CompilerSettings.DEFAULT);
    return Rig.locked(
        plain,
        mirror,
        Optional.of(security).filter(each -> !each.isEmpty()),
        new Locking(Optional.of(folder.resolve("wee.lock")), false, archive.at("/archive")));
  }
}
