package io.github.weepython.maven.spec;

import java.util.List;

/**
 * What images are called.
 *
 * @param own templates already filled in; empty for the default of each image
 * @param suffix appended to each default tag
 */
public record Tags(List<String> own, String suffix) {
  /** The default of each image, with nothing appended. */
  public static final Tags DEFAULT = new Tags(List.of(), "");

  public Tags {
    own = List.copyOf(own);
    own.forEach(Tags::check);
  }

  /** The user's own tags, else the one given with the suffix. */
  List<String> of(String usual) {
    if (!own.isEmpty()) {
      return own;
    }
    check(usual + suffix);
    return List.of(usual + suffix);
  }

  private static void check(String tag) {
    if (!tag.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")) {
      throw new SpecException(
          "'"
              + tag
              + "' is not a tag: letters, digits, '_', '.' and '-', at most 128, are allowed"
              + " (OCI distribution-spec). Set <tags> or <tagSuffix>.");
    }
  }
}
