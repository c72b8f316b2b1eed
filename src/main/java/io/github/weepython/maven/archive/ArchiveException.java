package io.github.weepython.maven.archive;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class ArchiveException extends WeeException {
  private static final long serialVersionUID = 1L;

  public ArchiveException(String message) {
    this(message, null);
  }

  public ArchiveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
