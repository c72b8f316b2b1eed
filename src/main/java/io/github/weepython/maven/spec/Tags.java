package io.github.weepython.maven.spec;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.plexus.util.IOUtil;
import org.codehaus.plexus.util.InterpolationFilterReader;

/**
 * What images are called.
 *
 * @param own templates such as {@code ${pythonMajorMinor}-${flavour}}; empty for the default of
 *     each image
 * @param suffix appended to each default tag
 * @param latest whether the first image is called {@code latest} too
 * @param snapshot whether this is no release, so that nothing is called {@code latest}
 * @param values what templates may name besides an image's own values
 */
public record Tags(
    List<String> own, String suffix, boolean latest, boolean snapshot, Map<String, String> values) {
  /** The default of each image, with nothing appended. */
  public static final Tags DEFAULT = new Tags(List.of(), "");

  private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)\\}");
  private static final String LATEST = "latest";

  public Tags {
    own = List.copyOf(own);
    values = Map.copyOf(values);
  }

  public Tags(List<String> own, String suffix) {
    this(own, suffix, false, false, Map.of());
  }

  /**
   * The user's own tags, else the one given with the suffix.
   *
   * @param usual the default
   * @param image what templates may name of this image
   * @param first whether it is the first one of the build
   */
  List<String> of(String usual, Map<String, String> image, boolean first) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(image);
    List<String> tags = new ArrayList<>(own.stream().map(tag -> fill(tag, all)).toList());
    if (latest && first) {
      tags.add(LATEST);
    }
    if (snapshot) {
      tags.remove(LATEST);
    }
    if (own.isEmpty() || tags.isEmpty()) {
      tags.add(0, usual + suffix);
    }
    tags.forEach(Tags::check);
    return tags.stream().distinct().toList();
  }

  /** The tags of a variant of the image that has these. */
  static List<String> of(Variant variant, List<String> tags) {
    List<String> all = tags.stream().map(tag -> tag + "-" + variant.id()).toList();
    all.forEach(Tags::check);
    return all;
  }

  private static String fill(String template, Map<String, String> values) {
    Matcher names = NAME.matcher(template);
    while (names.find()) {
      if (!values.containsKey(names.group(1))) {
        throw new SpecException(
            "'%s' in the tag '%s' is unknown here. A tag of <tags> or -Dwee.tags may name %s."
                .formatted(
                    names.group(), template, String.join(", ", new TreeSet<>(values.keySet()))));
      }
    }
    try {
      return IOUtil.toString(
          new InterpolationFilterReader(new StringReader(template), new HashMap<>(values)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String tag) {
    if (!tag.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")) {
      throw new SpecException(
          "'"
              + tag
              + "' is not a tag: letters, digits, '_', '.' and '-', at most 128, are allowed (OCI"
              + " distribution-spec). Set <tags> (-Dwee.tags) or <tagSuffix> (-Dwee.tagSuffix).");
    }
  }
}
