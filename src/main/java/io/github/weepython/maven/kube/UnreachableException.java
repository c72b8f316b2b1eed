package io.github.weepython.maven.kube;

/** Nobody answered; asked again, somebody may. */
public final class UnreachableException extends KubeException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
