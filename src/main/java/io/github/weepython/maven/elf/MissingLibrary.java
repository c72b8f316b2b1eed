package io.github.weepython.maven.elf;

import java.util.Comparator;

/**
 * A library that the loader would not find.
 *
 * @param file the path of the program or library that needs it, without a leading slash
 * @param library its name, or an absolute path
 */
public record MissingLibrary(String file, String library) implements Comparable<MissingLibrary> {
  @Override
  public int compareTo(MissingLibrary other) {
    return Comparator.comparing(MissingLibrary::file)
        .thenComparing(MissingLibrary::library)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return "/%s needs %s".formatted(file, library);
  }
}
