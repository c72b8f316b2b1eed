package io.github.weepython.maven.mojo;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.spec.SpecException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the texts of parameters mean. */
final class ParameterParser {
  private ParameterParser() {}

  /** Separated by commas, each once. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).distinct().toList();
  }

  /** Separated by commas; what is empty between them is left out. */
  static List<String> names(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /**
   * The elements of a list; none where nothing is written.
   *
   * @param name the parameter's, and with "wee." the property's
   * @throws SpecException when one of them is empty, which Maven hands over as null
   */
  static <T> List<T> elements(String name, @Nullable List<? extends @Nullable T> list) {
    return elementsOf("<%s> or -Dwee.%s".formatted(name, name), list);
  }

  /**
   * The elements of a list; none where nothing is written.
   *
   * @param parameter what messages call it, as {@code <files>}
   * @throws SpecException when one of them is empty, which Maven hands over as null
   */
  static <T> List<T> elementsOf(String parameter, @Nullable List<? extends @Nullable T> list) {
    if (list == null) {
      return List.of();
    }
    List<T> all = new ArrayList<>();
    for (T item : list) {
      if (item == null || item.toString().isBlank()) {
        throw new SpecException(
            "An element of %s is empty. Write a value, or remove it.".formatted(parameter));
      }
      all.add(item);
    }
    return all;
  }

  /** The text without blanks around it; empty where there is nothing else. */
  static Optional<String> text(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(each -> !each.isEmpty());
  }

  /**
   * A parameter without which a goal has nothing to do. Maven's own check of it names no property.
   *
   * @param name such as {@code -Dwee.reference}
   * @param expected what it is, with an example
   * @throws SpecException when nothing is written
   */
  static String required(String name, @Nullable String text, String expected) {
    return text(text)
        .orElseThrow(
            () -> new SpecException("%s is missing. Set it to %s.".formatted(name, expected)));
  }

  /**
   * The text without blanks around it; empty where the parameter is not set.
   *
   * @param name the parameter's
   * @throws SpecException when it is set to blanks
   */
  static Optional<String> written(String name, @Nullable String text) {
    if (text != null && text.isBlank()) {
      throw new SpecException(
          "<%s> or -Dwee.%s is empty. Write a value, or remove it.".formatted(name, name));
    }
    return text(text);
  }

  /**
   * Yes or no; anything else would silently be no.
   *
   * @param name the parameter's, and with "wee." the property's
   */
  static boolean flag(String name, String text) {
    return flagOf("<%s> or -Dwee.%s".formatted(name, name), text);
  }

  /**
   * Yes or no; anything else would silently be no.
   *
   * @param parameter what messages call it, as {@code <runReadOnly> or -Dwee.run.readOnly}
   */
  static boolean flagOf(String parameter, String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new SpecException("%s is '%s'; it must be true or false.".formatted(parameter, text));
  }

  /**
   * After how long something gives up.
   *
   * @param name the parameter's, and with "wee." the property's
   * @throws SpecException when it would give up at once
   */
  static Duration seconds(String name, int seconds) {
    if (seconds < 1) {
      throw new SpecException(
          "<%s> or -Dwee.%s is %s; expected a number of seconds, 1 or more."
              .formatted(name, name, seconds));
    }
    return Duration.ofSeconds(seconds);
  }

  /**
   * A URL, or a file by its path.
   *
   * @param inProject where a relative path leads
   */
  static URI location(String text, Function<String, Path> inProject) {
    try {
      // With one letter and a colon it may be a path of Windows.
      if (!text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*")) {
        return inProject.apply(text).toAbsolutePath().toUri();
      }
      URI uri = new URI(text);
      Optional<URI> place = uri.isOpaque() ? Optional.empty() : FileUrl.orServer(uri);
      if (place.isPresent()) {
        return place.get();
      }
    } catch (URISyntaxException | InvalidPathException e) {
      // Its message would quote the text.
    }
    throw new SpecException(
        "'%s' is neither a file (by its path, or a URL such as %s) nor another URL. See <source> and <securityTracker>."
            .formatted(Secrets.maskUrl(text), FileUrl.FORM));
  }

  /**
   * A URL of a server or a folder.
   *
   * @param name the parameter's
   */
  static URI url(String name, String text) {
    try {
      Optional<URI> uri = FileUrl.orServer(new URI(text.strip()));
      if (uri.isPresent()) {
        return uri.get();
      }
    } catch (URISyntaxException e) {
      // Its message would quote the text.
    }
    throw new SpecException(
        "<%s> or -Dwee.%s is '%s': expected a URL such as https://www.example.com/folder or %s."
            .formatted(name, name, Secrets.maskUrl(text), FileUrl.FORM));
  }

  /**
   * Seconds since the epoch, or ISO 8601; without one, the epoch itself.
   *
   * @param timestamp the property project.build.outputTimestamp, of which Maven says that a single
   *     letter stands for none
   */
  static Instant created(@Nullable String timestamp) {
    if (timestamp == null || timestamp.length() < 2) {
      return Instant.EPOCH;
    }
    try {
      return timestamp.matches("\\d+")
          ? Instant.ofEpochSecond(Long.parseLong(timestamp))
          : OffsetDateTime.parse(timestamp).toInstant();
    } catch (DateTimeException | NumberFormatException e) {
      throw new SpecException(
          "project.build.outputTimestamp is '%s'; expected a time such as 2026-01-01T00:00:00Z."
              .formatted(timestamp),
          e);
    }
  }
}
