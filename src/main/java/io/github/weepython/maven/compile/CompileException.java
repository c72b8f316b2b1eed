package io.github.weepython.maven.compile;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class CompileException extends WeeException {
  private static final long serialVersionUID = 1L;

  public CompileException(String message) {
    this(message, null);
  }

  public CompileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
