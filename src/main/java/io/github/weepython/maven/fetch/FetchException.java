package io.github.weepython.maven.fetch;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** A download that failed at every place. */
public final class FetchException extends WeeException {
  private static final long serialVersionUID = 1L;

  private final boolean notFound;
  private final boolean otherContent;

  public FetchException(String message, boolean notFound, @Nullable Throwable cause) {
    this(message, notFound, false, cause);
  }

  /**
   * @param notFound see {@link #notFound()}
   * @param otherContent see {@link #otherContent()}
   */
  FetchException(
      String message, boolean notFound, boolean otherContent, @Nullable Throwable cause) {
    super(message, cause);
    this.notFound = notFound;
    this.otherContent = otherContent;
  }

  /** Whether every place was reached and said that there is no such file. */
  public boolean notFound() {
    return notFound;
  }

  /** Whether a place had a file of that name with other bytes than expected. */
  public boolean otherContent() {
    return otherContent;
  }
}
