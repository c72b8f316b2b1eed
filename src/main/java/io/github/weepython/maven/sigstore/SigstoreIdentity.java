package io.github.weepython.maven.sigstore;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Who must have signed.
 *
 * @param subject an e-mail address or URI, the alternative name of the certificate; an asterisk
 *     stands for any text
 * @param issuer who vouched for that identity, such as {@code https://github.com/login/oauth}
 */
public record SigstoreIdentity(String subject, String issuer) {
  /** Whether a name is that of the subject. */
  boolean is(String name) {
    return name.matches(
        Arrays.stream(subject.split("\\*", -1)).map(Pattern::quote).collect(joining(".*")));
  }

  @Override
  public String toString() {
    return subject + " (by " + issuer + ")";
  }
}
