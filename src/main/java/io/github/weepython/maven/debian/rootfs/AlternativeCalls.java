package io.github.weepython.maven.debian.rootfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of {@code update-alternatives --install} in a shell script, read without running it:
 * variables with fixed values and {@code for} loops over fixed words are followed. What is in a
 * branch counts as if the branch were taken; a link to what isn't there is not made.
 */
final class AlternativeCalls {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:export |local )?(\\w+)=(\"[^\"]*\"|'[^']*'|[^\\s;'\"]*);?");
  private static final Pattern LOOP = Pattern.compile("for\\s+(\\w+)\\s+in\\s+([^;]*?);?\\s*(do)?");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");
  private static final Pattern CALL =
      Pattern.compile("\\bupdate-alternatives\\b(.*?--install\\b.*)");

  /** Lines that change nothing. */
  private static final Pattern NOTHING =
      Pattern.compile("|#.*|set .*|if .*|fi|case .*|[\\w*|-]+\\)|;;|esac|exit 0|\\w+=\\S*");

  /** Where a command ends that is on one line with others. */
  private static final Pattern END = Pattern.compile("\\s*(;|&&|\\|\\|?|\\)|>|2>).*");

  private final String text;
  private final Map<String, String> variables = new HashMap<>();
  private final List<Alternative> alternatives = new ArrayList<>();
  private final List<String> unfollowed = new ArrayList<>();

  /**
   * What a package offers for a link.
   *
   * @param slaves links that follow this one
   */
  record Alternative(Link link, int priority, List<Link> slaves) {
    Alternative {
      slaves = List.copyOf(slaves);
    }
  }

  /**
   * One link.
   *
   * @param path where it is, such as {@code /usr/bin/awk}
   * @param name in /etc/alternatives
   * @param target where it leads
   */
  record Link(String path, String name, String target) {}

  private AlternativeCalls(String text) {
    this.text = text;
  }

  static AlternativeCalls of(byte[] script) {
    String text = new String(script, StandardCharsets.ISO_8859_1).replace("\\\n", " ");
    AlternativeCalls calls = new AlternativeCalls(text);
    calls.read(text.lines().map(String::strip).filter(l -> !l.startsWith("#")).toList());
    return calls;
  }

  List<Alternative> alternatives() {
    return List.copyOf(alternatives);
  }

  /** Calls with words that only the running script knows. */
  List<String> unfollowed() {
    return List.copyOf(unfollowed);
  }

  /** Whether the script does nothing else, so far as can be seen; also for no script. */
  boolean areAll() {
    return unfollowed.isEmpty()
        && text.lines()
            .map(String::strip)
            .filter(line -> !CALL.matcher(line).find())
            .allMatch(line -> NOTHING.matcher(line).matches());
  }

  private void read(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher loop = LOOP.matcher(line);
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (loop.matches()) {
        int end = done(lines, i + 1);
        for (String value : words(expand(loop.group(2)))) {
          variables.put(loop.group(1), value);
          read(lines.subList(i + 1, end));
        }
        i = end;
      } else if (assignment.matches()) {
        variables.put(assignment.group(1), unquoted(assignment.group(2)));
      } else {
        call(line);
      }
    }
  }

  /** Where the loop ends whose body begins there. */
  private static int done(List<String> lines, int begin) {
    int depth = 1;
    for (int i = begin; i < lines.size(); i++) {
      String line = lines.get(i);
      depth += line.matches("(for|while|until)\\s.*") ? 1 : 0;
      depth -= line.matches("(.*;\\s*)?done\\b.*") ? 1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return lines.size();
  }

  private void call(String line) {
    Matcher call = CALL.matcher(line);
    if (!call.find()) {
      return;
    }
    String text = call.group(1);
    int substitution = text.indexOf("$(");
    String followed = substitution < 0 ? text : text.substring(0, substitution);
    List<String> words = words(END.matcher(expand(followed)).replaceFirst(""));
    int at = words.indexOf("--install");
    boolean known = words.stream().noneMatch(word -> word.contains("$") || word.contains("`"));
    if (known && at >= 0 && words.size() >= at + 5 && words.get(at + 4).matches("-?\\d{1,9}")) {
      alternatives.add(
          new Alternative(link(words, at + 1), Integer.parseInt(words.get(at + 4)), slaves(words)));
    }
    if (!known || substitution >= 0) {
      unfollowed.add("update-alternatives" + text);
    }
  }

  private static Link link(List<String> words, int at) {
    return new Link(words.get(at), words.get(at + 1), words.get(at + 2));
  }

  private static List<Link> slaves(List<String> words) {
    List<Link> slaves = new ArrayList<>();
    for (int i = 0; i + 3 < words.size(); i++) {
      if (words.get(i).equals("--slave") || words.get(i).equals("--follower")) {
        slaves.add(link(words, i + 1));
      }
    }
    return slaves;
  }

  /** With variables filled in, also those within their values; unknown ones stay. */
  private String expand(String text) {
    String expanded = text;
    for (int depth = 0; depth < 5; depth++) {
      expanded =
          VARIABLE
              .matcher(expanded)
              .replaceAll(
                  found -> {
                    String name = found.group(1) == null ? found.group(2) : found.group(1);
                    String value = variables.getOrDefault(name, unset(name, found.group()));
                    return Matcher.quoteReplacement(value);
                  });
    }
    return expanded;
  }

  /** Nothing for a variable that the script never sets; arguments are not known. */
  private String unset(String name, String written) {
    boolean known = name.matches("\\d+") || text.contains(name + "=");
    return known ? written : "";
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(found -> unquoted(found.group())).toList();
  }

  private static String unquoted(String word) {
    return word.replaceAll("[\"']", "");
  }
}
