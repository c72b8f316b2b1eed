package io.github.weepython.maven.sigstore;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** Why a bundle does not vouch for a file. */
public final class SigstoreException extends WeeException {
  private static final long serialVersionUID = 1L;

  public SigstoreException(String message) {
    this(message, null);
  }

  public SigstoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
