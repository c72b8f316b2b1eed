package io.github.weepython.maven.fetch;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** A download that failed at every place. */
public final class FetchException extends WeeException {
  private static final long serialVersionUID = 1L;

  private final boolean notFound;

  public FetchException(String message, boolean notFound, @Nullable Throwable cause) {
    super(message, cause);
    this.notFound = notFound;
  }

  /** Whether every place was reached and said that there is no such file. */
  public boolean notFound() {
    return notFound;
  }
}
