package io.github.weepython.maven.debian;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The licence texts that packages share (Debian Policy, 12.5). */
final class Licences {
  private static final String FOLDER = "usr/share/common-licenses/";
  private static final Pattern NAMED = Pattern.compile("common-licenses/([\\w.+-]*[\\w+])");

  private Licences() {}

  /** Paths of the texts, links to them included, that a copyright file of the tree names. */
  static Predicate<String> named(FileTree tree) throws IOException {
    Set<String> paths = new HashSet<>();
    for (Entry entry : tree.entries()) {
      boolean copyright = entry.path().matches("usr/share/doc/[^/]+/copyright");
      if (copyright && entry.type() == Entry.Type.FILE) {
        // Some are of the years before UTF-8; the names are ASCII.
        String text = new String(entry.content().readAll(), StandardCharsets.ISO_8859_1);
        NAMED
            .matcher(text)
            .results()
            .map((MatchResult found) -> FOLDER + found.group(1))
            .forEach(paths::add);
      }
    }
    for (String path : Set.copyOf(paths)) {
      tree.follow(path).map(Entry::path).ifPresent(paths::add);
    }
    return paths::contains;
  }
}
