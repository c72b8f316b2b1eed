package io.github.weepython.maven.tuf;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** A repository has something that its owners don't vouch for, or something too old. */
public final class TufException extends WeeException {
  private static final long serialVersionUID = 1L;

  public TufException(String message) {
    this(message, null);
  }

  public TufException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
