package io.github.weepython.maven.http;

import io.github.weepython.maven.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user and password.
 *
 * @param source where it was found, for messages
 */
public record Credential(String source, String user, String password) {
  public Credential {
    Secrets.remember(password);
    Secrets.remember(encode(user, password));
  }

  /** The value of an Authorization header (RFC 7617). */
  public String basic() {
    return "Basic " + encode(user, password);
  }

  private static String encode(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(both);
  }

  /** Never the password: this ends in logs. */
  @Override
  public String toString() {
    return "login of " + source;
  }
}
