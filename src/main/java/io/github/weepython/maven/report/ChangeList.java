package io.github.weepython.maven.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What changed between two states, for a release note. */
public enum ChangeList {
  /** A line each. */
  TEXT {
    @Override
    public String of(String title, List<String> changes) {
      return title + "\n" + list(changes, "", "\n");
    }
  },
  /** CommonMark. */
  MARKDOWN {
    @Override
    public String of(String title, List<String> changes) {
      List<String> escaped = changes.stream().map(ChangeList::plain).toList();
      return "## " + plain(title) + "\n\n" + list(escaped, "- ", "\n");
    }
  },
  /** A page. */
  HTML {
    @Override
    public String of(String title, List<String> changes) {
      List<String> escaped = changes.stream().map(ChangeList::escaped).toList();
      return "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>"
          + escaped(title)
          + "</title>\n<h1>"
          + escaped(title)
          + "</h1>\n<ul>\n"
          + list(escaped, "<li>", "</li>\n")
          + "</ul>\n</html>\n";
    }
  };

  /**
   * The changes under a title.
   *
   * @param changes a line each; where there are none, that is said
   */
  public abstract String of(String title, List<String> changes);

  /** By the end of a file's name: {@code .md}, {@code .html}, else text. */
  public static ChangeList forFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".md")) {
      return MARKDOWN;
    }
    return lower.endsWith(".html") ? HTML : TEXT;
  }

  private static String list(List<String> changes, String start, String end) {
    List<String> all = changes.isEmpty() ? List.of("Nothing has changed.") : changes;
    return all.stream().map(line -> start + line + end).collect(Collectors.joining());
  }

  /** Without what CommonMark would read as markup in a version, a file's name or a reference. */
  private static String plain(String text) {
    return text.replaceAll("([\\\\`*_<>\\[\\]~])", "\\\\$1");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
