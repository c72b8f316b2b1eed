package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.WeeException;
import java.net.ConnectException;
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

  /** What the innermost exception says, by {@link Causes}; the server's words where it has any. */
  static String words(Throwable error) {
    if (error instanceof KubernetesClientException e
        && e.getStatus() != null
        && e.getStatus().getMessage() != null) {
      return e.getStatus().getMessage().strip();
    }
    Throwable root = error;
    while (root.getCause() != null && !(root instanceof ConnectException)) {
      root = root.getCause();
    }
    if (root instanceof ConnectException && root.getMessage() == null) {
      return "could not connect"; // Java's client says no more.
    }
    return Causes.of(root);
  }
}
