package io.github.weepython.maven.templates;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.util.InterpolationFilterReader;

/** The plugin's resource folder {@code templates}. */
public final class Templates {
  private Templates() {}

  public static String text(String path) {
    try (InputStream in = Templates.class.getResourceAsStream("/templates/" + path)) {
      if (in == null) {
        throw new IllegalStateException("the plugin has no templates/" + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With {@code @name@} filled in. */
  public static String text(String path, Map<String, String> values) {
    try (Reader in =
            new InterpolationFilterReader(
                new StringReader(text(path)), new HashMap<>(values), "@", "@");
        StringWriter out = new StringWriter()) {
      in.transferTo(out);
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines without comments. */
  public static List<String> list(String path) {
    return text(path)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** As {@link #list}, empty where there is no such template. */
  public static List<String> listOrEmpty(String path) {
    return Templates.class.getResource("/templates/" + path) == null ? List.of() : list(path);
  }
}
