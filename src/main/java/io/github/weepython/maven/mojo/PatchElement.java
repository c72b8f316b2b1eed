package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SourceBuildOptions;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** One {@code <patch>} of {@code <patches>}. */
public final class PatchElement {
  /** As {@code diff -u} or {@code git diff} writes it. */
  private @Nullable File file;

  /** How many leading parts of each path in it count for nothing (patch(1), -p). */
  private int strip = 1;

  /** The file alone: {@code -Dwee.patches=one.patch,two.patch}. */
  public void set(String path) {
    file = new File(path);
  }

  SourceBuildOptions.Patch patch() {
    if (file == null) {
      throw new SpecException("Each <patch> of <patches> needs a <file>.");
    }
    return SourceBuildOptions.Patch.read(file.toPath(), strip);
  }
}
