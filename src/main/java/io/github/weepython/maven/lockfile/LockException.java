package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class LockException extends WeeException {
  private static final long serialVersionUID = 1L;

  public LockException(String message) {
    this(message, null);
  }

  public LockException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
