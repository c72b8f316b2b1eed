package io.github.weepython.maven.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image in a registry.
 *
 * @param name with a registry
 * @param tag {@code latest} where neither tag nor digest is written, as Docker has it
 * @param digest in OCI's form
 */
public record ImageReference(ImageName name, Optional<String> tag, Optional<String> digest) {
  /** What is expected where one is missing. */
  public static final String EXPECTED =
      "an image of a registry, such as registry.example.com/team/python:3.13.5-wee";

  private static final Pattern FORM =
      Pattern.compile(
          "([^@]+?)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

  /** What belongs to a credential; messages must not show it. */
  private static final Pattern LOGIN =
      Pattern.compile(
          "^\\s*([A-Za-z]+://)?(?:.*:.*@(?=[^@]*/)|[^/]*:[^/]*@(?!sha256:))", Pattern.DOTALL);

  /**
   * Reads {@code registry.example.com/team/python:3.13.5}, with a digest after {@code @} or instead
   * of the tag.
   *
   * @throws SpecException when it is not such a reference, or names no registry
   */
  public static ImageReference parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw refused(text);
    }
    ImageName name = name(text, form.group(1));
    if (name.registry().isEmpty()) {
      throw refused(text);
    }
    Optional<String> digest = Optional.ofNullable(form.group(3));
    Optional<String> tag = Optional.ofNullable(form.group(2));
    return new ImageReference(
        name, tag.isEmpty() && digest.isEmpty() ? Optional.of("latest") : tag, digest);
  }

  /** What is wrong with it is said of the reference: there may be no parameter {@code <image>}. */
  private static ImageName name(String text, String written) {
    try {
      return ImageName.parse(written);
    } catch (SpecException e) {
      throw refused(text);
    }
  }

  private static SpecException refused(String text) {
    return new SpecException(
        ("'%s' is not the reference of an image in a registry. Expected -Dwee.reference such as"
                + " registry.example.com/team/python:3.13.5-wee, or with @sha256: and 64 digits,"
                + " without a scheme or a login.")
            .formatted(LOGIN.matcher(text).replaceFirst("$1***@")));
  }

  @Override
  public String toString() {
    return name + tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
  }
}
