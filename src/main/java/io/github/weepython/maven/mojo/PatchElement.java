package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** One {@code <patch>} of {@code <patches>}. */
public final class PatchElement {
  /** As {@code diff -u} or {@code git diff} writes it. */
  private @Nullable File file;

  /** How many leading parts of each path in it count for nothing (patch(1), -p). */
  private @Nullable String strip;

  /** The file alone: {@code -Dwee.patches=one.patch,two.patch}. */
  public void set(String path) {
    file = new File(path);
  }

  Patch patch() {
    if (file == null) {
      throw new SpecException("Each <patch> of <patches> needs a <file>.");
    }
    return Patch.read(file.toPath(), strip());
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
