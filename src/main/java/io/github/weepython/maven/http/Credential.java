package io.github.weepython.maven.http;

import io.github.weepython.maven.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A user and password, or a header that somebody wrote instead.
 *
 * @param source where it was found, for messages
 * @param header the value of an Authorization header, such as {@code Bearer} and a token; then user
 *     and password are empty
 */
public record Credential(String source, String user, String password, Optional<String> header) {
  public Credential {
    Secrets.remember(password);
    Secrets.remember(encode(user, password));
    header.ifPresent(Secrets::remember);
    header.ifPresent(value -> Secrets.remember(value.replaceFirst("^\\S+\\s+", "")));
  }

  /** A user and password. */
  public Credential(String source, String user, String password) {
    this(source, user, password, Optional.empty());
  }

  /**
   * A header that is sent as it is.
   *
   * @param value of an Authorization header
   */
  public static Credential header(String source, String value) {
    return new Credential(source, "", "", Optional.of(value));
  }

  /** The value of an Authorization header: the one that was written, or that of Basic. */
  public String authorization() {
    return header.orElseGet(this::basic);
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
