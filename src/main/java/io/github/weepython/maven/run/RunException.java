package io.github.weepython.maven.run;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class RunException extends WeeException {
  private static final long serialVersionUID = 1L;

  public RunException(String message) {
    this(message, null);
  }

  public RunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
