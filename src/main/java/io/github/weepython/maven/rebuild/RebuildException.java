package io.github.weepython.maven.rebuild;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** An image that can't be rebuilt, or gives another one. */
public final class RebuildException extends WeeException {
  private static final long serialVersionUID = 1;

  public RebuildException(String message) {
    this(message, null);
  }

  public RebuildException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
