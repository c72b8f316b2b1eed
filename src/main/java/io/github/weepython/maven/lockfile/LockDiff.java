package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.HumanSize;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in words what differs between two states of a lock. */
final class LockDiff {
  private final Changelogs changelogs;

  /** By source package, version before and after: each changelog is read once. */
  private final Map<String, Set<String>> fixed = new TreeMap<>();

  /** Packages whose changelogs could not be read, and why. */
  private final Map<String, String> unread = new TreeMap<>();

  LockDiff(Changelogs changelogs) {
    this.changelogs = changelogs;
  }

  /** A line for each thing that changed, by platform and base. */
  List<String> lines(List<LockEntry> before, List<LockEntry> after) {
    List<String> all = new ArrayList<>();
    boolean several =
        Stream.concat(before.stream(), after.stream())
                .map(each -> each.request().series())
                .distinct()
                .count()
            > 1;
    for (LockEntry fresh : after) {
      String name = name(fresh.request(), several);
      Optional<LockEntry> old = counterpart(before, fresh);
      if (old.isEmpty()) {
        all.add(name + ": new in the lock");
      } else {
        entry(all, name, old.get(), fresh);
      }
    }
    before.stream()
        .filter(old -> after.stream().noneMatch(fresh -> isCounterpart(old, fresh)))
        .forEach(old -> all.add(name(old.request(), several) + ": no longer in the lock"));
    if (!unread.isEmpty()) {
      all.add(unread());
    }
    return all;
  }

  private static String name(LockRequest request, boolean several) {
    return (several ? "CPython " + request.series() + ", " : "") + request.label();
  }

  /** One line, however many there are: offline, no changelog can be read. */
  private String unread() {
    String line =
        "the changelog could not be read of %s, so that CVE numbers may be missing (%s)"
            .formatted(
                String.join(", ", unread.keySet()),
                unread.values().iterator().next().lines().findFirst().orElse("no reason given"));
    unread.clear();
    return line;
  }

  private static Optional<LockEntry> counterpart(List<LockEntry> before, LockEntry fresh) {
    return before.stream()
        .filter(old -> old.request().equals(fresh.request()))
        .findFirst()
        .or(() -> before.stream().filter(old -> isCounterpart(old, fresh)).findFirst());
  }

  private static boolean isCounterpart(LockEntry old, LockEntry fresh) {
    return old.request().label().equals(fresh.request().label())
        && old.request().series().equals(fresh.request().series());
  }

  private void entry(List<String> all, String platform, LockEntry old, LockEntry fresh) {
    old.differences(fresh.request(), fresh.gdbm()).stream()
        .filter(difference -> !difference.startsWith("<python>"))
        .forEach(difference -> all.add(platform + ": " + difference));
    python(all, platform, old.request().python(), fresh.request().python());
    source(all, platform, old, fresh);
    patches(all, platform, old, fresh);
    items(all, platform + ", profile", old.sources().profiles(), fresh.sources().profiles());
    items(all, platform + ", wheels", old.sources().wheels(), fresh.sources().wheels());
    Set<String> bases = new TreeSet<>(old.debs().bases().keySet());
    bases.addAll(fresh.debs().bases().keySet());
    for (String base : bases) {
      packages(
          all,
          platform + ", base " + base,
          old.debs().bases().getOrDefault(base, List.of()),
          fresh.debs().bases().getOrDefault(base, List.of()),
          true);
    }
    packages(
        all, platform + ", build root", old.debs().buildRoot(), fresh.debs().buildRoot(), false);
    if (!old.toolchain().equals(fresh.toolchain())) {
      all.add(
          "%s: compiled with %s, was %s"
              .formatted(platform, tools(fresh.toolchain()), tools(old.toolchain())));
    }
  }

  private static String tools(LockedToolchain tools) {
    return String.join(", ", tools.compiler(), tools.linker(), tools.libc());
  }

  private static void python(List<String> all, String platform, String before, String after) {
    int order = PythonVersion.parse(after).compareTo(PythonVersion.parse(before));
    if (order != 0) {
      all.add(
          "%s: %s CPython %s -> %s".formatted(platform, order > 0 ? "up" : "down", before, after));
    }
  }

  private static void source(List<String> all, String platform, LockEntry old, LockEntry fresh) {
    LockedSource before = old.sources().source();
    LockedSource after = fresh.sources().source();
    if (!before.sha256().equals(after.sha256())) {
      all.add(
          "%s: the source of CPython %s is %s (sha256:%s), was %s (sha256:%s) of %s"
              .formatted(
                  platform,
                  after.version(),
                  after.name(),
                  after.sha256(),
                  before.name(),
                  before.sha256(),
                  before.version()));
    }
    if (!before.vouchedBy().equals(after.vouchedBy())) {
      all.add(
          "%s: the source is vouched for by %s, was by %s"
              .formatted(platform, after.vouchedBy(), before.vouchedBy()));
    }
  }

  private static void patches(List<String> all, String platform, LockEntry old, LockEntry fresh) {
    Map<String, LockedPatch> before = byKey(old.sources().patches(), LockedPatch::name);
    Map<String, LockedPatch> after = byKey(fresh.sources().patches(), LockedPatch::name);
    after.forEach(
        (name, patch) -> {
          LockedPatch was = before.get(name);
          if (was == null) {
            all.add("%s: patch added: %s%s".formatted(platform, name, fixes(patch)));
          } else if (!was.sha256().equals(patch.sha256())) {
            all.add("%s: patch changed: %s%s".formatted(platform, name, fixes(patch)));
          }
        });
    before.forEach(
        (name, patch) -> {
          if (!after.containsKey(name)) {
            all.add("%s: patch removed: %s".formatted(platform, name));
          }
        });
  }

  private static String fixes(LockedPatch patch) {
    // A name as CVE-2026-6019.patch says it already.
    List<String> more = patch.cves().stream().filter(cve -> !patch.name().contains(cve)).toList();
    return more.isEmpty() ? "" : ", fixes " + String.join(", ", more);
  }

  private static void items(
      List<String> all, String where, List<LockedItem> old, List<LockedItem> fresh) {
    Map<String, LockedItem> before = byKey(old, LockedItem::sha256);
    Map<String, LockedItem> after = byKey(fresh, LockedItem::sha256);
    after.forEach(
        (sha256, item) -> {
          if (!before.containsKey(sha256)) {
            all.add("%s: added %s".formatted(where, item.name()));
          }
        });
    before.forEach(
        (sha256, item) -> {
          if (!after.containsKey(sha256)) {
            all.add("%s: removed %s".formatted(where, item.name()));
          }
        });
  }

  private void packages(
      List<String> all, String where, List<LockedDeb> old, List<LockedDeb> fresh, boolean look) {
    Map<String, LockedDeb> before = byKey(old, LockDiff::identity);
    Map<String, LockedDeb> after = byKey(fresh, LockDiff::identity);
    List<String> lines = new ArrayList<>();
    after.forEach(
        (name, deb) -> {
          LockedDeb was = before.get(name);
          if (was == null) {
            lines.add("added " + deb.name() + " " + deb.version());
          } else if (!was.sha256().equals(deb.sha256())) {
            lines.add(change(was, deb, look));
          }
        });
    before.forEach(
        (name, deb) -> {
          if (!after.containsKey(name)) {
            lines.add("removed " + deb.name() + " " + deb.version());
          }
        });
    lines.forEach(line -> all.add(where + ": " + line));
    if (!lines.isEmpty()) {
      all.add("%s: %s".formatted(where, sizes(old, fresh)));
    }
  }

  /** Of a package; a build root that cross-compiles has some of two architectures. */
  private static String identity(LockedDeb deb) {
    return deb.name() + ":" + deb.architecture();
  }

  private String change(LockedDeb was, LockedDeb deb, boolean look) {
    int order = deb.debianVersion().compareTo(was.debianVersion());
    if (order == 0) {
      return "changed %s %s, with other content".formatted(deb.name(), deb.version());
    }
    Set<String> cves = order > 0 ? fixes(was, deb, look) : Set.of();
    return "%s %s %s -> %s%s"
        .formatted(
            order > 0 ? "up" : "down",
            deb.name(),
            was.version(),
            deb.version(),
            cves.isEmpty() ? "" : ", fixes " + String.join(", ", cves));
  }

  /**
   * The CVE numbers fixed between two versions.
   *
   * @param look whether its changelog is worth a download
   */
  private Set<String> fixes(LockedDeb was, LockedDeb deb, boolean look) {
    String key = String.join(" ", deb.source(), was.sourceVersion(), deb.sourceVersion());
    Set<String> known = fixed.getOrDefault(key, Set.of());
    if (!known.isEmpty()) {
      return known;
    }
    Set<String> found = look ? read(was, deb) : Set.of();
    fixed.put(key, found);
    return found;
  }

  private Set<String> read(LockedDeb was, LockedDeb deb) {
    try {
      return changelogs
          .of(deb.sha256())
          .map(text -> ChangelogEntries.cves(text, was.sourceVersion()))
          .orElse(Set.of());
    } catch (IOException e) {
      unread.put(deb.name() + " " + deb.version(), Causes.of(e));
      return Set.of();
    }
  }

  private static String sizes(List<LockedDeb> old, List<LockedDeb> fresh) {
    long before = old.stream().mapToLong(LockedDeb::size).sum();
    long after = fresh.stream().mapToLong(LockedDeb::size).sum();
    return "%d packages of %s, were %d of %s (%s)"
        .formatted(
            fresh.size(),
            HumanSize.megabytes(after),
            old.size(),
            HumanSize.megabytes(before),
            HumanSize.growth(after - before));
  }

  private static <T> Map<String, T> byKey(List<T> list, Function<T, String> key) {
    return list.stream()
        .collect(Collectors.toMap(key, Function.identity(), (a, b) -> a, TreeMap::new));
  }
}
