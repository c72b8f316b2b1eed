package io.github.weepython.maven.spec;

import java.util.Arrays;
import java.util.List;

/**
 * How a Python is compiled beyond wee's own way.
 *
 * @param security whose fixes a pinned version gets
 * @param patches the user's own, applied in this order after those fixes
 * @param options what configure and the compiler get beside wee's own
 * @param symbols whether debug symbols are made too; the image is the same either way
 */
public record SourceBuildOptions(
    Security security, List<Patch> patches, BuildOptions options, DebugSymbols symbols) {
  /** What a build gets where the user wishes nothing else. */
  public static final SourceBuildOptions DEFAULT =
      new SourceBuildOptions(Security.DEBIAN, List.of(), BuildOptions.NONE, DebugSymbols.NONE);

  public SourceBuildOptions {
    patches = List.copyOf(patches);
  }

  /** Whose security fixes are applied. */
  public enum Security {
    /** Those that Debian carries for this very version, where the suite has it. */
    DEBIAN,
    NONE;

    /**
     * That of the pom.
     *
     * @throws SpecException when there is no such one
     */
    public static Security parse(String text) {
      return Arrays.stream(values())
          .filter(s -> s.id().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new SpecException(
                      "<securityPatches> or -Dwee.securityPatches is '"
                          + text
                          + "'; expected debian or none."));
    }

    String id() {
      return this == DEBIAN ? "debian" : "none";
    }
  }
}
