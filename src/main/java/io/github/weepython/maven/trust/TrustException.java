package io.github.weepython.maven.trust;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** An image that is not to be trusted, or one whose trust can't be checked. */
public final class TrustException extends WeeException {
  private static final long serialVersionUID = 1;

  public TrustException(String message) {
    this(message, null);
  }

  public TrustException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
