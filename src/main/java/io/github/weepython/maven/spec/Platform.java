package io.github.weepython.maven.spec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An OCI platform.
 *
 * @param os always {@code linux}
 */
public record Platform(String os, Architecture architecture) {
  /**
   * The platform of the machine that runs this.
   *
   * @param osArch the system property {@code os.arch}
   * @throws SpecException when wee has no builds for it
   */
  public static Platform host(String osArch) {
    return all()
        .filter(platform -> platform.architecture.isCalled(osArch))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "wee builds for linux/amd64 and linux/arm64; this machine is '"
                        + osArch
                        + "'."));
  }

  /**
   * That of the pom.
   *
   * @throws SpecException when wee has no builds for it; the message lists all
   */
  public static Platform parse(String text) {
    return parse(text, "<platforms> or -Dwee.platforms to some");
  }

  /**
   * The same.
   *
   * @param parameter what the user wrote it in and how many it takes, for the message
   */
  public static Platform parse(String text, String parameter) {
    return all()
        .filter(platform -> platform.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "wee does not build for the platform '"
                        + text
                        + "'. Set "
                        + parameter
                        + " of: linux/amd64, linux/arm64."));
  }

  /**
   * Which of several platforms' images is run on a machine: its own, else the first.
   *
   * @param some at least one
   * @param here the machine's
   */
  public static Platform preferred(List<Platform> some, Platform here) {
    return some.contains(here) ? here : some.get(0);
  }

  private static Stream<Platform> all() {
    return Arrays.stream(Architecture.values()).map(known -> new Platform("linux", known));
  }

  /** As a folder or an element of XML is called: {@code linux-arm64}. */
  public String id() {
    return os + "-" + architecture;
  }

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
