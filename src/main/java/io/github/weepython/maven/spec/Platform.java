package io.github.weepython.maven.spec;

import java.util.Map;

/**
 * An OCI platform.
 *
 * @param os always {@code linux}
 * @param architecture Go's name, as {@code amd64}
 */
public record Platform(String os, String architecture) {
  private static final Map<String, String> JVM = Map.of("amd64", "amd64", "aarch64", "arm64");

  /**
   * The platform of the machine that runs this.
   *
   * @param osArch the system property {@code os.arch}
   * @throws SpecException when wee has no builds for it
   */
  public static Platform host(String osArch) {
    String architecture = JVM.get(osArch);
    if (architecture == null) {
      throw new SpecException(
          "wee builds for linux/amd64 and linux/arm64; this machine is '" + osArch + "'.");
    }
    return new Platform("linux", architecture);
  }

  /**
   * That of the pom.
   *
   * @throws SpecException when wee has no builds for it; the message lists all
   */
  public static Platform parse(String text) {
    return JVM.values().stream()
        .map(architecture -> new Platform("linux", architecture))
        .filter(platform -> platform.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "wee does not build for the platform '"
                        + text
                        + "'. Set <platforms> or -Dwee.platforms to some of: linux/amd64,"
                        + " linux/arm64."));
  }

  /** As a folder or an element of XML is called: {@code linux-arm64}. */
  public String id() {
    return os + "-" + architecture;
  }

  /** GNU's name, which Debian's cross tools begin with: {@code aarch64-linux-gnu}. */
  public String triplet() {
    return (architecture.equals("amd64") ? "x86_64" : "aarch64") + "-linux-gnu";
  }

  /** Debian's name of the architecture. */
  public String debian() {
    return architecture;
  }

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
