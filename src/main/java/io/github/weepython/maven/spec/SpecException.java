package io.github.weepython.maven.spec;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class SpecException extends WeeException {
  private static final long serialVersionUID = 1L;

  public SpecException(String message) {
    this(message, null);
  }

  public SpecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
