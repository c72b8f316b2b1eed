package io.github.weepython.maven.store;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class StoreException extends WeeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    this(message, null);
  }

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
