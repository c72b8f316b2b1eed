package io.github.weepython.maven.kube;

/** A namespace's quota has no room for an object; it may have when others are gone. */
public final class QuotaException extends KubeException {
  private static final long serialVersionUID = 1L;

  QuotaException(String message, Throwable cause) {
    super(message, cause);
  }
}
