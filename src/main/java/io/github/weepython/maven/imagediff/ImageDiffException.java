package io.github.weepython.maven.imagediff;

import io.github.weepython.maven.WeeException;
import org.jspecify.annotations.Nullable;

/** Why images can't be compared, for the person reading a CI log. */
public final class ImageDiffException extends WeeException {
  private static final long serialVersionUID = 1L;

  public ImageDiffException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
