package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.inputs.LockedPackage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Two lock files side by side. */
public final class LockComparison {
  private final LockFile before;
  private final LockFile after;

  /**
   * Reads both.
   *
   * @throws LockException when one is missing or broken
   */
  public LockComparison(Path before, Path after) {
    this.before = read(before);
    this.after = read(after);
  }

  private static LockFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new LockException(
          "There is no lock file %s to compare. Set -Dwee.diff.from and -Dwee.diff.to to files that mvn wee:lock wrote; 'git show v1.0:wee.lock > old.lock' gets that of an earlier release."
              .formatted(file));
    }
    return new LockFileReader(file).read();
  }

  /** The newer file's packages by the digests of their .debs, to read their changelogs. */
  public Map<String, LockedPackage> packages(Mirrors mirrors, URI upstream, URI snapshots) {
    LockedPlaces places = new LockedPlaces(mirrors, upstream, snapshots);
    Map<String, LockedPackage> all = new HashMap<>();
    for (LockEntry entry : after.entries()) {
      entry.debs().bases().values().stream()
          .flatMap(List::stream)
          .forEach(deb -> all.put(deb.sha256(), places.deb(deb)));
    }
    return all;
  }

  /** The versions of the source packages of all bases by name, of the older file or the newer. */
  public Map<String, Set<String>> sources(boolean newer) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (LockEntry entry : (newer ? after : before).entries()) {
      entry.debs().bases().values().stream()
          .flatMap(List::stream)
          .forEach(
              deb ->
                  all.computeIfAbsent(deb.source(), any -> new TreeSet<>())
                      .add(deb.sourceVersion()));
    }
    return all;
  }

  /**
   * The releases of CPython of the older file or the newer, each with the CVE numbers that its
   * patches tell, wherever it is built.
   */
  public Map<String, Set<String>> pythons(boolean newer) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (LockEntry entry : (newer ? after : before).entries()) {
      Set<String> patched =
          entry.sources().patches().stream()
              .flatMap(patch -> patch.cves().stream())
              .collect(Collectors.toCollection(TreeSet::new));
      all.merge(
          entry.request().python(),
          patched,
          (one, other) -> {
            one.retainAll(other);
            return one;
          });
    }
    return all;
  }

  /** The codename of the suite of the older file or the newer, unless it has several. */
  public Optional<String> suite(boolean newer) {
    Set<String> all =
        (newer ? after : before)
            .entries().stream()
                .map(entry -> entry.request().suite())
                .collect(Collectors.toCollection(TreeSet::new));
    return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
  }

  /**
   * What changed in words, module by module; nothing where the inputs are the same. Files of one
   * module each are of the same, whatever it was called: the pom's names may have changed, and the
   * lock beside an image has none.
   */
  public List<String> lines(Changelogs changelogs) {
    Set<String> old = modules(before);
    Set<String> fresh = modules(after);
    LockDiff diff = new LockDiff(changelogs);
    if (old.size() == 1 && fresh.size() == 1) {
      return diff.lines(before.entries(), after.entries());
    }
    Set<String> names = new TreeSet<>(old);
    names.addAll(fresh);
    List<String> all = new ArrayList<>();
    for (String module : names) {
      diff.lines(of(before, module), of(after, module))
          .forEach(line -> all.add(module + ", " + line));
    }
    return all;
  }

  private static Set<String> modules(LockFile file) {
    return file.entries().stream()
        .map(LockEntry::module)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<LockEntry> of(LockFile file, String module) {
    return file.entries().stream().filter(entry -> entry.module().equals(module)).toList();
  }
}
