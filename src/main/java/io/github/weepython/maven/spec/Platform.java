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

  /** Debian's name of the architecture. */
  public String debian() {
    return architecture;
  }

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
