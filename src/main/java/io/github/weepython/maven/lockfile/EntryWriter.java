package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes entries of builds.
 *
 * @param module {@code groupId:artifactId}
 * @param snapshots the snapshot archive
 * @param before addresses by digest that stand in the file already: they stay as they are, so that
 *     a line changes only where its file does
 */
record EntryWriter(String module, URI snapshots, Map<String, String> before) {
  LockEntry entry(LockedBuild build) {
    Lock lock = build.lock();
    Map<String, String> times = SnapshotAddress.times(lock);
    Map<String, List<LockedDeb>> bases = new TreeMap<>();
    lock.bases().forEach((base, packages) -> bases.put(base, debs(packages, times)));
    List<LockedDeb> buildRoot = debs(lock.buildRoot(), times);
    LockEntry entry =
        new LockEntry(
            module,
            "",
            LockRequest.of(build.spec(), build.from()),
            LockedToolchain.of(buildRoot),
            lock.suites(),
            new LockedSources(
                source(lock, times),
                lock.securityPatches().stream().map(file -> item(file, times)).toList(),
                build.patches().patches().stream().map(LockedPatch::of).toList(),
                profiles(build.spec()),
                build.wheels().stream()
                    .map(EntryWriter::wheel)
                    .sorted(Comparator.comparing(LockedItem::name))
                    .toList()),
            new LockedDebs(buildRoot, bases));
    return LockFileText.withChecksum(entry);
  }

  private List<LockedDeb> debs(List<LockedPackage> packages, Map<String, String> times) {
    return packages.stream().map(each -> deb(each, times)).toList();
  }

  private LockedDeb deb(LockedPackage found, Map<String, String> times) {
    LockedFile file = found.file();
    return new LockedDeb(
        found.name(),
        found.version(),
        found.architecture(),
        found.source(),
        found.sourceVersion(),
        file.size(),
        file.sha256(),
        url(file, times),
        found.added());
  }

  private LockedItem item(LockedFile file, Map<String, String> times) {
    return new LockedItem(
        file.name(), file.version(), file.size(), file.sha256(), url(file, times));
  }

  private LockedSource source(Lock lock, Map<String, String> times) {
    LockedFile file = lock.source();
    return new LockedSource(
        file.name(),
        file.version(),
        lock.vouchedBy(),
        file.size(),
        file.sha256(),
        url(file, times));
  }

  private String url(LockedFile file, Map<String, String> times) {
    Optional<SnapshotAddress> snapshot = SnapshotAddress.of(file, times, snapshots);
    String known = before.getOrDefault(file.sha256(), "");
    // An address of the snapshot archive that a file never had doesn't stay.
    if (!known.isEmpty() && (snapshot.isPresent() || SnapshotAddress.parse(known).isEmpty())) {
      return known;
    }
    return snapshot.map(SnapshotAddress::toString).orElseGet(() -> remote(file));
  }

  /** What was verified before it had a digest is in the cache as well, which is nobody else's. */
  private static String remote(LockedFile file) {
    return file.uris().stream()
        .filter(uri -> !FileUrl.is(uri))
        .findFirst()
        .map(URI::toString)
        .orElse("");
  }

  private static List<LockedItem> profiles(ImageSpec spec) {
    return spec.flavours().stream().noneMatch(Flavour::pgo)
        ? List.of()
        : spec.optimization().profile().stream()
            .map(file -> own(file, String.valueOf(file.getFileName()), "", ""))
            .toList();
  }

  private static LockedItem wheel(SiteInputs.Input wheel) {
    return own(wheel.file(), wheel.name(), wheel.version(), wheel.url());
  }

  private static LockedItem own(Path file, String name, String version, String url) {
    try {
      return new LockedItem(name, version, Files.size(file), Digest.of(file).hex(), url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
