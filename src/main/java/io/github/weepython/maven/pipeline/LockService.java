package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.interpreter.Toolchain;
import io.github.weepython.maven.lockfile.LockFileUpdate;
import io.github.weepython.maven.lockfile.LockedBuild;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up the newest inputs of a build, and writes them into its lock file. */
public final class LockService {
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public LockService(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Writes them.
   *
   * @param wee the version that writes
   * @param module {@code groupId:artifactId}
   * @param keep whether this run of Maven has written entries of the module already
   * @return what changed, in words
   * @throws io.github.weepython.maven.lockfile.LockException when the file can't be written
   */
  public List<String> write(
      List<ImageSpec> specs, Platforms platforms, String wee, String module, boolean keep) {
    List<LockedBuild> builds = new ArrayList<>();
    for (ImageSpec spec : specs) {
      platforms.all().stream().map(spec::on).forEach(each -> builds.addAll(builds(each)));
    }
    LockFileUpdate update =
        new LockFileUpdate(
            environment.origins().locking().file().orElseThrow(),
            wee,
            module,
            keep,
            environment.origins().locking().snapshotArchive());
    HttpFetcher fetcher =
        new HttpFetcher(new Store(environment.cache()), environment.fetch(), progress);
    return update.write(builds, new PackageChangelogs(fetcher, packages(builds)));
  }

  /** Those of a machine of that platform, and where this one cross-compiles, its own as well. */
  private List<LockedBuild> builds(ImageSpec spec) {
    try (ToolchainResolver ways = new ToolchainResolver(environment, progress, clock)) {
      return builds(spec, ways);
    }
  }

  private List<LockedBuild> builds(ImageSpec spec, ToolchainResolver ways) {
    Pipeline plain = new Pipeline(environment, progress, clock, ways.here());
    List<LockedBuild> builds = new ArrayList<>(List.of(plain.newest(spec, true)));
    Toolchain way =
        ways.of(
            spec,
            machine -> {
              throw new IllegalStateException("nothing is compiled for a lock");
            });
    for (Platform machine : way.from().stream().toList()) {
      builds.add(new Pipeline(environment, progress, clock, way).newest(spec, true));
      builds.add(plain.newest(spec.helper(machine), false));
    }
    return builds;
  }

  private static Map<String, LockedPackage> packages(List<LockedBuild> builds) {
    Map<String, LockedPackage> all = new HashMap<>();
    for (LockedBuild build : builds) {
      build.lock().buildRoot().forEach(each -> all.put(each.file().sha256(), each));
      build.lock().bases().values().stream()
          .flatMap(List::stream)
          .forEach(each -> all.put(each.file().sha256(), each));
    }
    return all;
  }
}
