package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.FileCopy;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One {@code <file>} of {@code <files>}. */
public final class FileElement {
  /** A file, or a folder whose contents are taken. */
  private @Nullable File from;

  /** The absolute place in the image. */
  private @Nullable String to;

  /** {@code uid} or {@code uid:gid}; by default root. */
  private String owner = "0";

  /** Octal; by default 0755 for what may be executed, else 0644. */
  private @Nullable String mode;

  FileCopy copy() {
    if (from == null || to == null) {
      throw new SpecException("Each <file> of <files> needs <from> and <to>.");
    }
    return FileCopy.parse(from.toPath(), to, owner, Optional.ofNullable(mode));
  }
}
