package io.github.weepython.maven;

import org.jspecify.annotations.Nullable;

/**
 * Something a person can fix. The message says what was expected, what was found, and which
 * parameter or command fixes it; goals show the message alone, and the stack only with {@code -X}
 * or {@code -e}. Each room has one subclass.
 */
public abstract class WeeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Secrets in either are masked.
   *
   * @param message what was expected, what was found, what to do; may span lines
   * @param cause what brought it about, for {@code -X}
   */
  protected WeeException(String message, @Nullable Throwable cause) {
    super(Secrets.mask(message), Secrets.mask(cause));
  }
}
