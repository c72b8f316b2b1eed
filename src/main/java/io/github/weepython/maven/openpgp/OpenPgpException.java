package io.github.weepython.maven.openpgp;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** A signature that is missing, unreadable, bad, or by nobody we trust. */
public final class OpenPgpException extends WeeException {
  private static final long serialVersionUID = 1L;

  public OpenPgpException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
