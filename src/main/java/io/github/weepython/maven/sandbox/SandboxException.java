package io.github.weepython.maven.sandbox;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public final class SandboxException extends WeeException {
  private static final long serialVersionUID = 1L;

  public SandboxException(String message) {
    this(message, null);
  }

  public SandboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
