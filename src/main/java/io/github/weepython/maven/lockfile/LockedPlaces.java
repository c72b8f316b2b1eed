package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.spec.ImageSpec;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where locked files are available today: mirrors while they have them, the snapshot archive for
 * good.
 *
 * @param upstream the folder of all CPython releases
 * @param snapshots asked before the one that the lock names
 */
record LockedPlaces(Mirrors mirrors, URI upstream, URI snapshots) {
  private static final Pattern RELEASE = Pattern.compile(".*/(\\d[^/]*/Python-[^/]+\\.tar\\.xz)");

  /** What an entry is to a build. */
  Lock lock(LockEntry entry, ImageSpec spec) {
    Map<String, List<LockedPackage>> bases = new TreeMap<>();
    entry.debs().bases().forEach((base, packages) -> bases.put(base, packages(packages)));
    return new Lock(
        0,
        packages(entry.debs().buildRoot()),
        bases,
        source(entry.sources().source(), spec),
        entry.sources().source().vouchedBy(),
        entry.sources().securityPatches().stream().map(this::file).toList(),
        entry.suites(),
        entry.sources().wheels().stream()
            .filter(each -> !each.url().isEmpty())
            .map(this::file)
            .toList());
  }

  private List<LockedPackage> packages(List<LockedDeb> debs) {
    return debs.stream().map(this::deb).toList();
  }

  LockedPackage deb(LockedDeb deb) {
    LockedFile file =
        new LockedFile(deb.file(), deb.version(), uris(deb.url()), deb.sha256(), deb.size());
    return new LockedPackage(
        deb.name(), deb.architecture(), deb.source(), deb.sourceVersion(), file, deb.added());
  }

  private LockedFile file(LockedItem item) {
    return new LockedFile(
        item.name(), item.version(), uris(item.url()), item.sha256(), item.size());
  }

  private LockedFile source(LockedSource source, ImageSpec spec) {
    List<URI> uris = spec.source().location().map(List::of).orElseGet(() -> places(source, spec));
    return new LockedFile(source.name(), source.version(), uris, source.sha256(), source.size());
  }

  /** Upstream removes no release, whatever place it was first found in. */
  private List<URI> places(LockedSource source, ImageSpec spec) {
    Set<URI> all = new LinkedHashSet<>(uris(source.url()));
    all.add(below(upstream, spec.python().release() + "/Python-" + spec.python() + ".tar.xz"));
    return List.copyOf(all);
  }

  List<URI> uris(String url) {
    if (url.isEmpty()) {
      return List.of();
    }
    Set<URI> all = new LinkedHashSet<>();
    Optional<SnapshotAddress> snapshot = SnapshotAddress.parse(url);
    Matcher release = RELEASE.matcher(url);
    if (snapshot.isPresent()) {
      List<URI> own = snapshot.get().security() ? mirrors.security() : mirrors.main();
      own.forEach(mirror -> all.add(below(mirror, snapshot.get().path())));
      all.add(snapshot.get().in(snapshots).uri());
    } else if (release.matches()) {
      all.add(below(upstream, release.group(1)));
    }
    all.add(URI.create(url));
    return List.copyOf(all);
  }

  private static URI below(URI folder, String path) {
    return URI.create(folder.toString().replaceFirst("/+$", "") + "/" + path);
  }
}
