package io.github.weepython.maven.debian.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A paragraph of a control file (deb822(5)), read where it stands: an index has 70,000 of them, of
 * which a build looks at a hundred.
 *
 * @param text its lines as found, each ending in a line feed
 */
public record Stanza(String text) {
  public Stanza {
    text = text.endsWith("\n") ? text : text + "\n";
  }

  /** A field's value, its first line trimmed, further lines as found but for comments. */
  public Optional<String> field(String name) {
    int at = startOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    int end = text.indexOf('\n', at);
    StringBuilder value = new StringBuilder(text.substring(at + name.length() + 1, end).trim());
    while (end + 1 < text.length() && continues(end + 1)) {
      int next = text.indexOf('\n', end + 1);
      if (text.charAt(end + 1) != '#') {
        value.append('\n').append(text, end + 1, next);
      }
      end = next;
    }
    return Optional.of(value.toString());
  }

  /** As {@link #field}, empty when missing. */
  public String fieldOrEmpty(String name) {
    return field(name).orElse("");
  }

  /**
   * As {@link #field}.
   *
   * @throws DebianException when it is missing
   */
  public String need(String name) {
    return field(name)
        .orElseThrow(
            () ->
                new DebianException(
                    "A control paragraph has no field '" + name + "':\n" + text.strip()));
  }

  /** A value's lines that have content, trimmed. */
  public List<String> lines(String name) {
    List<String> lines = new ArrayList<>();
    for (String line : fieldOrEmpty(name).split("\n")) {
      if (!line.isBlank()) {
        lines.add(line.trim());
      }
    }
    return lines;
  }

  private boolean continues(int at) {
    char c = text.charAt(at);
    return c == ' ' || c == '\t' || c == '#';
  }

  private int startOf(String name) {
    int line = 0;
    while (line < text.length()) {
      int colon = line + name.length();
      if (text.regionMatches(true, line, name, 0, name.length())
          && colon < text.length()
          && text.charAt(colon) == ':') {
        return line;
      }
      line = text.indexOf('\n', line) + 1;
    }
    return -1;
  }
}
