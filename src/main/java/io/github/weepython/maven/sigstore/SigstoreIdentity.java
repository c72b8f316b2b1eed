package io.github.weepython.maven.sigstore;

/**
 * Who must have signed.
 *
 * @param subject an e-mail address or URI, the alternative name of the certificate
 * @param issuer who vouched for that identity, such as {@code https://github.com/login/oauth}
 */
public record SigstoreIdentity(String subject, String issuer) {
  @Override
  public String toString() {
    return subject + " (by " + issuer + ")";
  }
}
