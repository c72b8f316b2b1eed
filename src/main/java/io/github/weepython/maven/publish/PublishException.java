package io.github.weepython.maven.publish;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class PublishException extends WeeException {
  private static final long serialVersionUID = 1L;

  public PublishException(String message) {
    this(message, null);
  }

  public PublishException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
