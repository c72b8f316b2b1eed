package io.github.weepython.maven.sign;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** A key that can't be used, or a signature that doesn't hold. */
public final class SignException extends WeeException {
  private static final long serialVersionUID = 1;

  public SignException(String message) {
    this(message, null);
  }

  public SignException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
