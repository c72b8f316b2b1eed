package io.github.weepython.maven.daemon;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class DaemonException extends WeeException {
  private static final long serialVersionUID = 1L;

  public DaemonException(String message) {
    this(message, null);
  }

  public DaemonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
