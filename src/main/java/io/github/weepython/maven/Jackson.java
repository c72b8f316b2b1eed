package io.github.weepython.maven;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The one JSON mapper: each of its own would find out anew how to read and write every type. */
public final class Jackson {
  /** With Jackson's own settings. Whoever needs others changes a {@code copy()}. */
  public static final ObjectMapper JSON = new ObjectMapper();

  private Jackson() {}
}
