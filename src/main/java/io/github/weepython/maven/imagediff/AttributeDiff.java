package io.github.weepython.maven.imagediff;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.trust.LayerContents.Attributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which symbolic links, modes and owners differ between two images. */
final class AttributeDiff {
  /** Set-user-ID and set-group-ID: who runs such a file gets the rights of its owner. */
  private static final int PRIVILEGED = 06000;

  /** As of files: a change of all owners would be as long as the image. */
  private static final int SHOWN = 20;

  /**
   * @param privileged whether a file has another's rights, or had
   */
  private record Line(boolean privileged, String text) {}

  private AttributeDiff() {}

  /** A line for each difference, those of privileged files first; none where nothing differs. */
  static List<String> lines(Map<String, Attributes> before, Map<String, Attributes> after) {
    Set<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<Line> all = new ArrayList<>();
    for (String path : paths) {
      add(
          all,
          "/" + path,
          Optional.ofNullable(before.get(path)),
          Optional.ofNullable(after.get(path)));
    }
    List<String> lines = new ArrayList<>();
    all.stream()
        .sorted(Comparator.comparing(Line::privileged).reversed())
        .limit(SHOWN)
        .forEach(line -> lines.add(line.text()));
    if (all.size() > SHOWN) {
      lines.add("and %d more changes of links, modes and owners".formatted(all.size() - SHOWN));
    }
    return lines;
  }

  private static void add(
      List<Line> all, String path, Optional<Attributes> before, Optional<Attributes> after) {
    links(all, path, target(before), target(after));
    boolean privileged = privileged(before) || privileged(after);
    if (before.isEmpty() && privileged) {
      all.add(new Line(true, "mode of an added file: %s %s".formatted(path, mode(after.get()))));
    } else if (after.isEmpty() && privileged) {
      all.add(new Line(true, "mode of a removed file: %s %s".formatted(path, mode(before.get()))));
    } else if (before.isPresent() && after.isPresent() && !isLink(before) && !isLink(after)) {
      changes(all, path, privileged, before.get(), after.get());
    }
  }

  private static void links(
      List<Line> all, String path, Optional<String> before, Optional<String> after) {
    if (before.equals(after)) {
      return;
    }
    String text =
        before.isEmpty()
            ? "link added: %s -> %s".formatted(path, after.get())
            : after.isEmpty()
                ? "link removed: %s -> %s".formatted(path, before.get())
                : "link changed: %s -> %s, was %s".formatted(path, after.get(), before.get());
    all.add(new Line(false, text));
  }

  private static void changes(
      List<Line> all, String path, boolean privileged, Attributes before, Attributes after) {
    if (before.mode() != after.mode()) {
      all.add(
          new Line(
              privileged,
              "mode changed: %s %s, was %s".formatted(path, mode(after), mode(before))));
    }
    if (before.uid() != after.uid() || before.gid() != after.gid()) {
      all.add(
          new Line(
              privileged,
              "owner changed: %s %d:%d, was %d:%d"
                  .formatted(path, after.uid(), after.gid(), before.uid(), before.gid())));
    }
  }

  private static boolean isLink(Optional<Attributes> entry) {
    return target(entry).isPresent();
  }

  private static Optional<String> target(Optional<Attributes> entry) {
    return entry.filter(some -> some.type() == Entry.Type.SYMLINK).map(Attributes::target);
  }

  private static boolean privileged(Optional<Attributes> entry) {
    return entry
        .filter(some -> some.type() == Entry.Type.FILE && (some.mode() & PRIVILEGED) != 0)
        .isPresent();
  }

  private static String mode(Attributes entry) {
    return "%04o".formatted(entry.mode());
  }
}
