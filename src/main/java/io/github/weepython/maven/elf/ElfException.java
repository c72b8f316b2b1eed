package io.github.weepython.maven.elf;

import io.github.weepython.maven.WeeException;

/** What went wrong in this room, for the person reading a CI log. */
public final class ElfException extends WeeException {
  private static final long serialVersionUID = 1L;

  public ElfException(String message) {
    super(message, null);
  }
}
