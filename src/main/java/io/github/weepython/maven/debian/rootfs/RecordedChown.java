package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.debian.archive.DebianException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One file that a call of chown(1), chgrp(1) or install(1) gave to somebody.
 *
 * @param path absolute
 * @param owner as chown(1) takes it: {@code user}, {@code user:group}, {@code :group}; or the
 *     absolute path of a file whose owner it is to have
 * @param recursive whether all below it was given as well
 */
record RecordedChown(String path, String owner, boolean recursive) {
  private static final String REFERENCE = "--reference=";

  /** Options of install(1) whose value is the next argument where it isn't attached. */
  private static final String WITH_VALUE = "gmotS";

  /** Empty when the user stays. */
  String user() {
    return owner.replaceFirst(":.*", "");
  }

  /** Absent when the group stays; empty for the user's own. */
  Optional<String> group() {
    int colon = owner.indexOf(':');
    return colon < 0 ? Optional.empty() : Optional.of(owner.substring(colon + 1));
  }

  /**
   * Reads a recorded call.
   *
   * @param call program, working directory, arguments
   */
  static List<RecordedChown> parse(List<String> call) {
    String directory = call.get(1);
    Deque<String> rest = new ArrayDeque<>(call.subList(2, call.size()));
    List<RecordedChown> calls = new ArrayList<>();
    if (call.get(0).equals("install")) {
      installed(rest, calls);
    } else {
      changed(call.get(0), rest, calls);
    }
    return calls.stream()
        .map(c -> new RecordedChown(absolute(directory, c.path()), c.owner(), c.recursive()))
        .toList();
  }

  private static String absolute(String directory, String path) {
    return path.startsWith("/") ? path : directory + "/" + path;
  }

  private static void changed(String program, Deque<String> rest, List<RecordedChown> calls) {
    boolean recursive = false;
    List<String> operands = new ArrayList<>();
    while (!rest.isEmpty()) {
      String next = rest.remove();
      if (next.equals("--")) {
        operands.addAll(rest);
        break;
      }
      boolean option = next.startsWith("-") && next.length() > 1;
      if (!option) {
        operands.add(next);
      } else if (next.equals("--recursive") || next.matches("-[a-zA-Z]*R[a-zA-Z]*")) {
        recursive = true;
      } else if (next.startsWith(REFERENCE)) {
        operands.add(0, next.substring(REFERENCE.length()));
      } else if (next.startsWith("--from")) {
        throw new DebianException(
            "A package's script calls %s %s, which wee can't follow.".formatted(program, next));
      }
    }
    for (String path : operands.subList(Math.min(1, operands.size()), operands.size())) {
      String to = operands.get(0);
      boolean group = program.equals("chgrp") && !to.startsWith("/");
      calls.add(new RecordedChown(path, group ? ":" + to : to, recursive));
    }
  }

  private static void installed(Deque<String> rest, List<RecordedChown> calls) {
    String user = "";
    String group = "";
    boolean directories = false;
    String into = "";
    List<String> operands = new ArrayList<>();
    while (!rest.isEmpty()) {
      String next = rest.remove();
      if (!next.startsWith("-") || next.length() == 1) {
        operands.add(next);
        continue;
      }
      Option option = Option.of(next, rest);
      directories |= option.directory();
      switch (option.name()) {
        case "o", "owner" -> user = option.value();
        case "g", "group" -> group = option.value();
        case "t", "target-directory" -> into = option.value();
        default -> {}
      }
    }
    String owner = user + (group.isEmpty() ? "" : ":" + group);
    if (owner.isEmpty() || operands.isEmpty()) {
      return;
    }
    String last = operands.get(operands.size() - 1);
    if (directories) {
      operands.forEach(each -> calls.add(new RecordedChown(each, owner, false)));
    } else if (!into.isEmpty()) {
      String folder = into;
      operands.forEach(
          each -> calls.add(new RecordedChown(folder + "/" + name(each), owner, false)));
    } else {
      calls.add(new RecordedChown(last, owner, false));
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** An option of install(1), its value attached, after an equals sign, or the next argument. */
  private record Option(String name, String value, boolean directory) {
    static Option of(String text, Deque<String> rest) {
      if (text.startsWith("--")) {
        String[] parts = text.substring(2).split("=", 2);
        boolean next = parts.length == 1 && List.of("owner", "group", "mode").contains(parts[0]);
        String value = parts.length == 2 ? parts[1] : next ? rest.remove() : "";
        return new Option(parts[0], value, parts[0].equals("directory"));
      }
      boolean directory = false;
      for (int i = 1; i < text.length(); i++) {
        char letter = text.charAt(i);
        directory |= letter == 'd';
        if (WITH_VALUE.indexOf(letter) >= 0) {
          String attached = text.substring(i + 1);
          String value = attached.isEmpty() && !rest.isEmpty() ? rest.remove() : attached;
          return new Option(String.valueOf(letter), value, directory);
        }
      }
      return new Option("", "", directory);
    }
  }
}
