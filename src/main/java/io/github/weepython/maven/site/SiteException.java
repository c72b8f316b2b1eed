package io.github.weepython.maven.site;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class SiteException extends WeeException {
  private static final long serialVersionUID = 1L;

  public SiteException(String message) {
    this(message, null);
  }

  public SiteException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
