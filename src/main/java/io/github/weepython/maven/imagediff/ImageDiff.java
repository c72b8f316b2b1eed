package io.github.weepython.maven.imagediff;

import io.github.weepython.maven.HumanSize;
import io.github.weepython.maven.debian.archive.DebianVersion;
import io.github.weepython.maven.vex.SecurityTracker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says in words what differs between two images. */
final class ImageDiff {
  /** They differ in every build, and say nothing of what is inside. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          ImageSummary.PATCHES,
          "label org.opencontainers.image.created",
          "label org.opencontainers.image.revision");

  /** A release note names the files that weigh most; all others are counted. */
  private static final int FILES = 20;

  private final ImageSummary before;
  private final ImageSummary after;
  private final Optional<SecurityTracker> tracker;
  private final List<String> lines = new ArrayList<>();

  private ImageDiff(ImageSummary before, ImageSummary after, Optional<SecurityTracker> tracker) {
    this.before = before;
    this.after = after;
    this.tracker = tracker;
  }

  /**
   * A line for each thing that changed; none when both are the same image.
   *
   * @param tracker what Debian knows of the source packages of both, if it is asked
   */
  static List<String> lines(
      ImageSummary before, ImageSummary after, Optional<SecurityTracker> tracker) {
    return before.digest().equals(after.digest())
        ? List.of()
        : new ImageDiff(before, after, tracker).all();
  }

  private List<String> all() {
    lines.add("digest %s, was %s".formatted(after.digest().oci(), before.digest().oci()));
    settings();
    patches();
    packages();
    lines.addAll(DistributionDiff.lines(before.files().keySet(), after.files().keySet()));
    tracker.ifPresent(
        known ->
            lines.addAll(
                new VulnerabilityDiff(known)
                    .lines("image", before.trackedParts(), after.trackedParts())));
    files();
    lines.addAll(AttributeDiff.lines(before.attributes(), after.attributes()));
    lines.addAll(SpeedDiff.lines(before.speed(), after.speed()));
    lines.add(
        "%s compressed, was %s (%s); %s unpacked, was %s (%s)"
            .formatted(
                HumanSize.preciseMegabytes(after.compressed()),
                HumanSize.preciseMegabytes(before.compressed()),
                HumanSize.growth(after.compressed() - before.compressed()),
                HumanSize.preciseMegabytes(after.unpacked()),
                HumanSize.preciseMegabytes(before.unpacked()),
                HumanSize.growth(after.unpacked() - before.unpacked())));
    return lines;
  }

  private void settings() {
    for (String name : union(before.settings(), after.settings())) {
      String old = before.settings().get(name);
      String fresh = after.settings().get(name);
      if (!PASSED_OVER.contains(name) && old == null) {
        lines.add("%s added: %s".formatted(name, fresh));
      } else if (!PASSED_OVER.contains(name) && fresh == null) {
        lines.add("%s removed, was %s".formatted(name, old));
      } else if (!PASSED_OVER.contains(name) && !String.valueOf(old).equals(fresh)) {
        lines.add("%s %s, was %s".formatted(name, fresh, old));
      }
    }
  }

  /** The names of the interpreter's patches tell the CVE numbers that they fix. */
  private void patches() {
    Set<String> old = before.patches();
    Set<String> fresh = after.patches();
    fresh.stream().filter(name -> !old.contains(name)).forEach(n -> lines.add("patch added: " + n));
    old.stream()
        .filter(name -> !fresh.contains(name))
        .forEach(n -> lines.add("patch removed: " + n));
    Set<String> fixed = after.patchedCves();
    fixed.removeAll(before.patchedCves());
    if (!fixed.isEmpty()) {
      lines.add("fixed in CPython by patches: " + String.join(", ", fixed));
    }
    Set<String> gone = before.patchedCves();
    gone.removeAll(after.patchedCves());
    if (!gone.isEmpty()) {
      lines.add("no longer patched in CPython: " + String.join(", ", gone));
    }
  }

  private void packages() {
    for (String name : union(before.packages(), after.packages())) {
      String old = before.packages().get(name);
      String fresh = after.packages().get(name);
      if (old == null) {
        lines.add("package added: %s %s".formatted(name, fresh));
      } else if (fresh == null) {
        lines.add("package removed: %s %s".formatted(name, old));
      } else if (!old.equals(fresh)) {
        boolean up = DebianVersion.parse(fresh).compareTo(DebianVersion.parse(old)) > 0;
        lines.add("package %s: %s %s -> %s".formatted(up ? "up" : "down", name, old, fresh));
      }
    }
  }

  private void files() {
    Map<String, String> changed = new TreeMap<>();
    int added = 0;
    int removed = 0;
    int other = 0;
    for (String path : union(before.files(), after.files())) {
      if (!before.files().containsKey(path)) {
        added++;
        changed.put(
            path, "file added: /%s (%s)".formatted(path, HumanSize.kilobytes(size(after, path))));
      } else if (!after.files().containsKey(path)) {
        removed++;
        changed.put(
            path,
            "file removed: /%s (%s)".formatted(path, HumanSize.kilobytes(size(before, path))));
      } else if (!before.files().get(path).equals(after.files().get(path))) {
        other++;
        changed.put(
            path,
            "file changed: /%s (%s, was %s)"
                .formatted(
                    path,
                    HumanSize.kilobytes(size(after, path)),
                    HumanSize.kilobytes(size(before, path))));
      }
    }
    lines.add("files: %d added, %d removed, %d changed".formatted(added, removed, other));
    changed.keySet().stream()
        .sorted(Comparator.comparingLong(this::weight).reversed().thenComparing(p -> p))
        .limit(FILES)
        .forEach(path -> lines.add(String.valueOf(changed.get(path))));
    if (changed.size() > FILES) {
      lines.add("and %d more, which weigh less".formatted(changed.size() - FILES));
    }
  }

  private long weight(String path) {
    return Math.max(size(before, path), size(after, path));
  }

  private static long size(ImageSummary image, String path) {
    return image.sizes().getOrDefault(path, 0L);
  }

  private static Set<String> union(Map<String, ?> one, Map<String, ?> other) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    return names;
  }
}
