package io.github.weepython.maven.compile;

import io.github.weepython.maven.spec.Patch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files patches may read, write, make or remove: all that a header names, in any of the ways
 * that patch(1) reads it. Rather one too many, as where a hunk has a line like a header's: which of
 * them it is, patch(1) finds out.
 */
final class PatchedFiles {
  /** diff(1)'s own headers, and git's. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?m)^[ X]*(?:---|\\+\\+\\+|\\*\\*\\*|Index:|diff --git|(?:rename|copy) (?:from|to))"
              + " +(.*)$");

  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{1,3}|.)");

  private PatchedFiles() {}

  /** Relative to the source's folder. */
  static Set<String> of(List<Patch> patches) {
    Set<String> all = new TreeSet<>();
    for (Patch patch : patches) {
      for (MatchResult header : HEADER.matcher(patch.bytes()).results().toList()) {
        for (String name : names(header.group(1))) {
          add(name, patch.strip(), all);
        }
      }
    }
    return all;
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    names.add(text.strip());
    // Before a tab a name may have spaces; else a time may follow the first one.
    names.add(text.split("\t", 2)[0]);
    names.addAll(List.of(text.strip().split("\\s+")));
    quoted(text).forEach(each -> names.add(unescaped(each)));
    return names;
  }

  /** By hand: a regular expression for that is recursive, once for each character. */
  private static List<String> quoted(String text) {
    List<String> found = new ArrayList<>();
    int start = -1;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        if (start >= 0) {
          found.add(text.substring(start, at));
        }
        start = start < 0 ? at + 1 : -1;
      } else if (c == '\\' && start >= 0) {
        at++;
      }
    }
    return found;
  }

  /** As C writes it: bytes beyond ASCII are octal numbers. */
  private static String unescaped(String quoted) {
    return ESCAPE
        .matcher(quoted)
        .replaceAll(
            escape -> {
              String which = escape.group(1);
              char first = which.charAt(0);
              int control = "abtnvfr".indexOf(first); // In ASCII's order, from 7 on.
              char made =
                  first >= '0' && first <= '7'
                      ? (char) (Integer.parseInt(which, 8) & 0xff)
                      : control >= 0 ? (char) (control + 7) : first;
              return Matcher.quoteReplacement(String.valueOf(made));
            });
  }

  private static void add(String name, int strip, Set<String> all) {
    // Several slashes in a row count as one (patch(1), -p).
    String rest = name.replaceAll("/+", "/");
    for (int i = 0; i < strip; i++) {
      int slash = rest.indexOf('/');
      if (slash < 0) {
        return;
      }
      rest = rest.substring(slash + 1);
    }
    String path = rest.replaceAll("(?:^|(?<=/))\\./", "");
    if (isBelow(path)) {
      all.add(new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
  }

  /** Others patch(1) refuses, too. */
  private static boolean isBelow(String path) {
    return !path.isEmpty()
        && !path.startsWith("/")
        && !path.endsWith("/")
        && path.indexOf('\0') < 0
        && !List.of(path.split("/")).contains("..");
  }
}
