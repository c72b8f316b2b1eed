package io.github.weepython.maven.source;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class SourceException extends WeeException {
  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    this(message, null);
  }

  public SourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
