package io.github.weepython.maven.verify;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class VerifyException extends WeeException {
  private static final long serialVersionUID = 1L;

  public VerifyException(String message) {
    this(message, null);
  }

  public VerifyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
