package io.github.weepython.maven.mojo;

import io.github.weepython.maven.sign.SigstoreServices;
import java.io.File;
import java.net.URI;
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

  /** Whether a certificate for the CI job's identity signs rather than a key. */
  private @Nullable Boolean keyless;

  /** The certificate authority of keyless signing, instead of Sigstore's public one. */
  private @Nullable String fulcio;

  /** The transparency log of keyless signing, instead of Sigstore's public one. */
  private @Nullable String rekor;

  /** An authority that is asked for a timestamp (RFC 3161) too. */
  private @Nullable String timestampAuthority;

  Optional<File> key() {
    return Optional.ofNullable(key);
  }

  boolean keyless() {
    return Boolean.TRUE.equals(keyless);
  }

  /** Whether it says yes or no; a no alone stands for knowing that nobody signs. */
  boolean saysOfKeyless() {
    return keyless != null;
  }

  /** The services of keyless signing. */
  SigstoreServices services() {
    SigstoreServices usual = SigstoreServices.PUBLIC;
    return new SigstoreServices(
        address("<fulcio>", fulcio).orElse(usual.fulcio()),
        address("<rekor>", rekor).orElse(usual.rekor()),
        address("<timestampAuthority>", timestampAuthority).or(usual::timestampAuthority));
  }

  private static Optional<URI> address(String element, @Nullable String text) {
    return Optional.ofNullable(text)
        .map(given -> SigstoreServices.address(element + " of <sign>", given));
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
