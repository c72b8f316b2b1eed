package io.github.weepython.maven.sign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in hardware or of a cloud's service, as cosign names them. */
final class KeyUris {
  /** Schemes of RFC 7512 and of Sigstore's pkg/signature/kms and cosign's pkg/cosign/git. */
  private static final Pattern KEY_URI =
      Pattern.compile(
          "(?:^|/)(pkcs11|awskms|gcpkms|azurekms|hashivault|openbao|k8s|gitlab|github|env):");

  private KeyUris() {}

  /**
   * Sees that no key in hardware or of a cloud's service is named, as cosign knows them: Maven
   * makes a path of {@code awskms:///alias/key}. Of the rest nothing is shown, since a PIN may be
   * in it.
   *
   * @throws SignException when one is
   */
  static void refuse(Path file, String parameter) {
    Matcher scheme = KEY_URI.matcher(file.toString());
    if (scheme.find() && !Files.exists(file)) {
      throw new SignException(
          ("%s names a key by a URI of %s:, but wee reads keys from files alone: expected the path of"
                  + " a PEM file. To sign with such a key, push without <sign> and then run: cosign"
                  + " sign --key '%s:...' <image>@<digest>. Its public half, which wee:verify-image"
                  + " takes: cosign public-key --key '%s:...' > sign.pub")
              .formatted(parameter, scheme.group(1), scheme.group(1), scheme.group(1)));
    }
  }
}
