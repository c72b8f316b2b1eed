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
  private @Nullable String owner;

  /** Octal; by default 0755 for what may be executed, else 0644. */
  private @Nullable String mode;

  /** What stands in {@code <file>} itself, which says nothing. */
  private @Nullable String text;

  /** As {@code <file>text</file>} is set. */
  public void set(String text) {
    this.text = text;
  }

  FileCopy copy() {
    Optional<String> target = ParameterParser.text(to);
    if (from == null || target.isEmpty()) {
      throw new SpecException(
          "Each <file> of <files> needs <from> and <to>%s."
              .formatted(text == null || text.isBlank() ? "" : ", not the text '" + text + "'"));
    }
    return FileCopy.parse(
        from.toPath(),
        target.get(),
        ParameterParser.text(owner).orElse("0"),
        ParameterParser.text(mode));
  }
}
