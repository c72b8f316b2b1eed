package io.github.weepython.maven.site;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code build-system.requires} (PEP 508).
 *
 * @param project normalized
 * @param versions which will do; empty for any, and for what only pip understands
 * @param marker when it counts; empty for always
 */
record BuildRequirement(
    String project, Optional<VersionSpecifier> versions, Optional<String> marker) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[[^\\]]*])?\\s*"
              + "\\(?([^;()@]*)\\)?\\s*(@[^;]*)?(?:;(.*))?");

  /**
   * Reads one.
   *
   * @param name what messages call the sources
   * @throws SiteException when it is not one
   */
  static BuildRequirement parse(String name, String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches() || m.group(3) != null) {
      throw new SiteException(
          "%s requires '%s' for its build, which is not a name with versions (PEP 508); a URL is not accepted, since a build has no network."
              .formatted(name, text));
    }
    return new BuildRequirement(
        Wheel.normalized(m.group(1)),
        m.group(2).isBlank() ? Optional.empty() : VersionSpecifier.parse(m.group(2).strip()),
        Optional.ofNullable(m.group(4)).map(String::strip).filter(each -> !each.isEmpty()));
  }

  /** Whether one of the wheels meets it, or it doesn't count for this Python. */
  boolean isMet(WheelTarget target, List<Wheel> tools) {
    Marker.Environment environment = Marker.Environment.ofRequirements(target);
    return marker
            .map(each -> !Marker.holds("The requirement of '" + project + "'", each, environment))
            .orElse(false)
        || tools.stream().anyMatch(wheel -> wheel.project().equals(project) && admits(wheel));
  }

  private boolean admits(Wheel wheel) {
    return versions.isEmpty()
        || PackageVersion.parse(wheel.version()).map(versions.get()::admits).orElse(false);
  }
}
