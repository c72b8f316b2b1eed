package io.github.weepython.maven.mojo;

import java.io.File;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <sign>}. */
public final class SignElement {
  private static final String PASSWORD = "WEE_SIGN_PASSWORD";

  /** The file with the private key. */
  private @Nullable File key;

  /** The server of settings.xml that has the key's password. */
  private @Nullable String server;

  Optional<File> key() {
    return Optional.ofNullable(key);
  }

  /**
   * What opens the key.
   *
   * @param settings the password of a server by its id
   */
  Optional<String> password(UnaryOperator<String> settings) {
    return Optional.ofNullable(System.getenv(PASSWORD))
        .or(() -> Optional.ofNullable(server).map(id -> settings.apply(id.strip())));
  }
}
