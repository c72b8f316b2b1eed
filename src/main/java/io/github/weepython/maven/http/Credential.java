package io.github.weepython.maven.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user and password.
 *
 * @param source where it was found, for messages
 */
public record Credential(String source, String user, String password) {
  /** The value of an Authorization header (RFC 7617). */
  public String basic() {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** Never the password: this ends in logs. */
  @Override
  public String toString() {
    return "login of " + source;
  }
}
