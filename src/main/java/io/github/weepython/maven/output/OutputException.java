package io.github.weepython.maven.output;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class OutputException extends WeeException {
  private static final long serialVersionUID = 1L;

  public OutputException(String message) {
    this(message, null);
  }

  public OutputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
