package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One {@code <patch>} of {@code <patches>}. */
public final class PatchElement {
  /** As {@code diff -u} or {@code git diff} writes it. */
  private @Nullable File file;

  /** How many leading parts of each path in it count for nothing (patch(1), -p). */
  private @Nullable String strip;

  /** The file as a text, which Maven does not look for below the project. */
  private @Nullable String path;

  /** The file alone: {@code -Dwee.patches=one.patch,two.patch}. */
  public void set(String text) {
    path = text;
  }

  /**
   * @param inProject where a relative path leads
   * @throws SpecException when no file is named, or what it is can't be read
   */
  Patch patch(Function<String, Path> inProject) {
    Path named =
        Optional.ofNullable(file)
            .map(File::toPath)
            .or(() -> ParameterParser.text(path).map(inProject))
            .orElseThrow(() -> new SpecException("Each <patch> of <patches> needs a <file>."));
    return Patch.read(named, strip());
  }

  private int strip() {
    String digits = ParameterParser.text(strip).orElse("1");
    if (!digits.matches("\\d{1,4}")) {
      throw new SpecException(
          "<strip> of a <patch> of <patches> is '%s'; expected 0 or more.".formatted(digits));
    }
    return Integer.parseInt(digits);
  }
}
