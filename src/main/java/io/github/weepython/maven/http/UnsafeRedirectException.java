package io.github.weepython.maven.http;

import java.io.IOException;

/** A server sent a request to an address where it must not go; asking again would not help. */
public final class UnsafeRedirectException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnsafeRedirectException(String message) {
    super(message);
  }
}
