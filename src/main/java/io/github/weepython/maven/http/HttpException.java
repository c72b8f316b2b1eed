package io.github.weepython.maven.http;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class HttpException extends WeeException {
  private static final long serialVersionUID = 1L;

  public HttpException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
