package io.github.weepython.maven.bench;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** Benchmarks could not be run, or what they printed could not be understood. */
public final class BenchException extends WeeException {
  private static final long serialVersionUID = 1;

  public BenchException(String message) {
    this(message, null);
  }

  public BenchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
