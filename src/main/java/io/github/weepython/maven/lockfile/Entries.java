package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.digest.Digest;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks of what stands in a line of a lock file, where anything may be missing. */
final class Entries {
  private Entries() {}

  /**
   * @throws IllegalArgumentException when it is missing
   */
  static <T> T need(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("it has no \"" + field + "\"");
    }
    return value;
  }

  static <T> List<T> list(String field, @Nullable List<T> value) {
    List<T> list = need(field, value);
    list.forEach(each -> need("one of " + field, each));
    return List.copyOf(list);
  }

  /** All of both, each once. */
  static <T> List<T> union(List<T> first, List<T> second) {
    Set<T> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  /** An address, or nothing for a file of the project's own. */
  static void url(@Nullable String value) {
    URI.create(need("url", value));
  }

  static String sha256(@Nullable String value) {
    return new Digest(need("sha256", value)).hex();
  }
}
