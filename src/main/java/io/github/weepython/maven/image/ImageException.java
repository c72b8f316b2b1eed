package io.github.weepython.maven.image;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class ImageException extends WeeException {
  private static final long serialVersionUID = 1L;

  public ImageException(String message) {
    this(message, null);
  }

  public ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
