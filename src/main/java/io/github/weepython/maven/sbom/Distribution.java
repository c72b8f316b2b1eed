package io.github.weepython.maven.sbom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python distribution that is installed (core metadata specification).
 *
 * @param name as its folder has it
 * @param version of it
 * @param licences names of licences, where it has no expression
 * @param expression SPDX's; empty for none
 * @param requires normalized names of projects that it needs without any extra
 */
record Distribution(
    String name, String version, List<String> licences, String expression, List<String> requires) {
  private static final Pattern METADATA =
      Pattern.compile(".*/([A-Za-z0-9._-]+)-([^/-]+)\\.dist-info/METADATA");

  private static final Pattern PROJECT = Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)(.*)");

  /** Longer ones are whole texts of licences, as older packages have them. */
  private static final int LONGEST_NAME = 64;

  Distribution {
    licences = List.copyOf(licences);
    requires = List.copyOf(requires);
  }

  static boolean is(String path) {
    return METADATA.matcher(path).matches();
  }

  /** Reads the METADATA file at that path. */
  static Distribution read(String path, byte[] bytes) {
    Matcher matcher = METADATA.matcher(path);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a METADATA file: " + path);
    }
    List<String> licences = new ArrayList<>();
    List<String> classified = new ArrayList<>();
    List<String> requires = new ArrayList<>();
    String expression = "";
    for (String line : headers(bytes)) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
        case "License-Expression" -> expression = value;
        case "License" -> licences.addAll(named(value));
        case "Classifier" -> classified.addAll(classified(value));
        case "Requires-Dist" -> requires.addAll(required(value));
        default -> {}
      }
    }
    return new Distribution(
        matcher.group(1),
        matcher.group(2),
        expression.isEmpty() ? (classified.isEmpty() ? licences : classified) : List.of(),
        expression,
        requires);
  }

  private static List<String> headers(byte[] bytes) {
    List<String> headers = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\r?\n")) {
      if (line.isEmpty()) {
        break; // The description follows.
      }
      headers.add(line);
    }
    return headers;
  }

  private static List<String> named(String licence) {
    boolean name = !licence.isEmpty() && licence.length() <= LONGEST_NAME;
    return name && !licence.equals("UNKNOWN") ? List.of(licence) : List.of();
  }

  /** {@code License :: OSI Approved :: MIT License}. */
  private static List<String> classified(String classifier) {
    String[] parts = classifier.split(" :: ");
    return parts[0].equals("License") && parts.length > 2
        ? List.of(parts[parts.length - 1])
        : List.of();
  }

  private static List<String> required(String requirement) {
    Matcher matcher = PROJECT.matcher(requirement);
    boolean always = matcher.matches() && !matcher.group(2).matches(".*;.*\\bextra\\b.*");
    return always ? List.of(normalized(matcher.group(1))) : List.of();
  }

  /** One spelling of a project's name (PEP 503). */
  static String normalized(String project) {
    return project.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  /** The folder that tells of it. */
  static String folder(String path) {
    int end = path.indexOf(".dist-info/");
    return path.substring(path.lastIndexOf('/', end) + 1, end);
  }
}
