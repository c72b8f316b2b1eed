package io.github.weepython.maven.output;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.WeeException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class OutputException extends WeeException {
  private static final long serialVersionUID = 1L;

  /** What could not be written, and why. */
  public static OutputException unwritten(Path folder, IOException cause) {
    String why = Causes.of(cause);
    return new OutputException(
        "The build's files could not be written to %s: %s.\nMake that folder writable, free space on its disk, or name another: -Dwee.output=<folder>."
            .formatted(folder, why),
        cause);
  }

  public OutputException(String message) {
    this(message, null);
  }

  public OutputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
