package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong between the rooms, for the person reading a CI log. */
public final class PipelineException extends WeeException {
  private static final long serialVersionUID = 1L;

  public PipelineException(String message) {
    this(message, null);
  }

  public PipelineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
