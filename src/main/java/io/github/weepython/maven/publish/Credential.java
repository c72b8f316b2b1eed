package io.github.weepython.maven.publish;

/**
 * A user and password for a registry.
 *
 * @param source where it was found, for messages
 */
public record Credential(String source, String user, String password) {
  /** Never the password: this ends in logs. */
  @Override
  public String toString() {
    return "credential of " + source;
  }
}
