package io.github.weepython.maven.spec;

import io.github.weepython.maven.Causes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * A patch to CPython's source.
   *
   * @param name what messages call it
   * @param strip how many leading parts of each path in it count for nothing (patch(1), -p)
   * @param bytes as {@code diff -u} writes it, one character a byte
   */
  public record Patch(String name, int strip, String bytes) {
    public Patch {
      if (strip < 0) {
        throw new SpecException(
            "<strip> of patch " + name + " is " + strip + "; expected 0 or more.");
      }
      if (bytes.lines().noneMatch(line -> line.startsWith("+++ ") || line.startsWith("*** "))) {
        throw new SpecException(
            name
                + " is not a patch: no line in it begins with '+++ ', as diff -u and git diff"
                + " write it. See <patches>.");
      }
    }

    /**
     * Reads a file.
     *
     * @throws SpecException when it can't be read or is no patch
     */
    public static Patch read(Path file, int strip) {
      try {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        return new Patch(String.valueOf(file.getFileName()), strip, bytes);
      } catch (IOException e) {
        throw new SpecException(
            "The patch "
                + file.toAbsolutePath()
                + " can't be read: "
                + Causes.of(e)
                + ". See <patches>.",
            e);
      }
    }
  }
}
