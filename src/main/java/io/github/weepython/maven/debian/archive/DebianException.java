package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class DebianException extends WeeException {
  private static final long serialVersionUID = 1L;

  public DebianException(String message) {
    this(message, null);
  }

  public DebianException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
