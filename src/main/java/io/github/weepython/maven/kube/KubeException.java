package io.github.weepython.maven.kube;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** What went wrong in this room, for the person reading a CI log. */
public class KubeException extends WeeException {
  private static final long serialVersionUID = 1L;

  public KubeException(String message) {
    this(message, null);
  }

  public KubeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
