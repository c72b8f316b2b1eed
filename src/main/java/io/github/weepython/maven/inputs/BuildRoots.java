package io.github.weepython.maven.inputs;

import io.github.weepython.maven.debian.rootfs.BuildRoot;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.nio.file.Path;
import java.util.List;

/** Unpacks a build root, or finds it in the store. */
public final class BuildRoots {
  private final Store store;
  private final Fetcher fetcher;
  private final Progress progress;

  public BuildRoots(Store store, Fetcher fetcher, Progress progress) {
    this.store = store;
    this.fetcher = fetcher;
    this.progress = progress;
  }

  /** What CPython is compiled on. */
  public Path directory(Lock lock) {
    return directory(lock.buildRoot());
  }

  /** One of these packages. */
  public Path directory(List<LockedPackage> packages) {
    String prune = "prune/build-root.list";
    Digest key = Digest.of("build-root 3\n" + Lock.key(packages) + Templates.text(prune));
    return store.directory(
        "build-root",
        key,
        target -> {
          List<Path> debs = fetcher.fetchAll(Lock.downloads(packages));
          try (Progress.Step step =
              progress.step("Unpacking %d packages of the build root".formatted(debs.size()))) {
            store.scratch(
                folder ->
                    PackageFiles.decompressed(
                        packages,
                        debs,
                        folder,
                        read -> {
                          BuildRoot.unpack(target, read, PruneList.matching(prune), step);
                          return target;
                        }));
          }
        });
  }
}
