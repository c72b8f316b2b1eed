package io.github.weepython.maven.sign;

import io.github.weepython.maven.Secrets;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The services of keyless signing.
 *
 * @param fulcio the certificate authority
 * @param rekor the transparency log, of version 1
 * @param timestampAuthority the address that answers timestamp queries (RFC 3161), if one is asked
 */
public record SigstoreServices(URI fulcio, URI rekor, Optional<URI> timestampAuthority) {
  /** Those that Sigstore runs for everybody. */
  public static final SigstoreServices PUBLIC =
      new SigstoreServices(
          URI.create("https://fulcio.sigstore.dev"),
          URI.create("https://rekor.sigstore.dev"),
          Optional.empty());

  /**
   * Reads an address.
   *
   * @param parameter the element or property, for messages
   * @throws SignException when it isn't one
   */
  public static URI address(String parameter, String text) {
    try {
      URI uri = URI.create(text.strip().replaceAll("/+$", ""));
      if (uri.getHost() != null
          && Set.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
        return uri;
      }
    } catch (IllegalArgumentException | NullPointerException e) {
      // The message is the same.
    }
    throw new SignException(
        "%s is '%s': expected the address of a Sigstore service such as https://fulcio.example.com"
            .formatted(parameter, Secrets.maskUrl(text)));
  }
}
