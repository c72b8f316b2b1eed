package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The licence texts that packages share (Debian Policy, 12.5). */
final class Licences {
  private static final String FOLDER = "usr/share/common-licenses/";
  private static final String DOC = "usr/share/doc/";
  private static final String COPYRIGHT = "/copyright";
  private static final Pattern NAMED = Pattern.compile("common-licenses/([\\w.+-]*[\\w+])");

  private Licences() {}

  /** Paths of the texts, links to them included, that a copyright file of the tree names. */
  static Predicate<String> named(FileTree tree) throws IOException {
    Set<String> paths = new HashSet<>();
    for (Entry entry : copyrights(tree)) {
      NAMED
          .matcher(text(entry))
          .results()
          .map((MatchResult found) -> FOLDER + found.group(1))
          .forEach(paths::add);
    }
    for (String path : Set.copyOf(paths)) {
      tree.follow(path).map(Entry::path).ifPresent(paths::add);
    }
    return paths::contains;
  }

  /**
   * Makes a copyright file that says the same as an earlier one a link to it: libc6's is as long as
   * libc-bin's.
   */
  static void share(FileTree tree) throws IOException {
    Map<Digest, String> packages = new HashMap<>();
    for (Entry entry : copyrights(tree)) {
      String name = entry.path().split("/")[3];
      String same = packages.putIfAbsent(digest(entry), name);
      if (same != null) {
        tree.put(Entry.symlink(entry.path(), "../" + same + "/copyright").withMtime(entry.mtime()));
      }
    }
  }

  private static List<Entry> copyrights(FileTree tree) {
    return tree.entries().stream()
        .filter(entry -> entry.type() == Entry.Type.FILE)
        .filter(entry -> isCopyright(entry.path()))
        .toList();
  }

  private static Digest digest(Entry copyright) throws IOException {
    try (InputStream in = copyright.content().open()) {
      return Digest.of(in);
    }
  }

  private static boolean isCopyright(String path) {
    int end = path.length() - COPYRIGHT.length();
    return path.startsWith(DOC)
        && path.endsWith(COPYRIGHT)
        && end > DOC.length()
        && path.indexOf('/', DOC.length()) == end;
  }

  /** Some are of the years before UTF-8; the names in them are ASCII. */
  private static String text(Entry copyright) throws IOException {
    return new String(copyright.content().readAll(), StandardCharsets.ISO_8859_1);
  }
}
