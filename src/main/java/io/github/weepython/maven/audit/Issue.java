package io.github.weepython.maven.audit;

import java.util.List;

/**
 * One vulnerability that an image has.
 *
 * @param cve its number
 * @param severity how urgent Debian finds it
 * @param source the source package, or Debian's of this CPython
 * @param version that one's, in the image
 * @param packages which packages bring it, sorted
 * @param fixed the first version without it; empty where there is none
 * @param determined whether Debian knows that the release has it
 * @param description Debian's; perhaps empty
 */
public record Issue(
    String cve,
    Severity severity,
    String source,
    String version,
    List<String> packages,
    String fixed,
    boolean determined,
    String description) {
  public Issue {
    packages = List.copyOf(packages);
  }
}
