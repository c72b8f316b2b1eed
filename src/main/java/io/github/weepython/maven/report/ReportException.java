package io.github.weepython.maven.report;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class ReportException extends WeeException {
  private static final long serialVersionUID = 1L;

  public ReportException(String message) {
    this(message, null);
  }

  public ReportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
