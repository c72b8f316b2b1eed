package io.github.weepython.maven.sign;

import io.github.weepython.maven.Causes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with a private key: PKCS#8 in PEM, plain or encrypted, or cosign's own encrypted form. */
public final class KeyFile {
  static final String WRONG =
      "it can't be decrypted: the password is not the right one, or the file is damaged";
  static final String DAMAGED = "its content is damaged";

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private KeyFile() {}

  /**
   * Reads and, where needed, decrypts it. Messages never hold any part of key or password.
   *
   * @param password for an encrypted key
   * @throws SignException when there is no such key, or the password is missing or wrong
   */
  public static SigningKey read(Path file, Optional<String> password) {
    KeyUris.refuse(file, "<sign><key> or -Dwee.sign.key");
    try {
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1), password);
    } catch (IOException e) {
      throw new SignException(
          "The key of <sign><key> or -Dwee.sign.key can't be read: " + Causes.of(e) + ".", e);
    } catch (SignException e) {
      throw new SignException(
          ("<sign><key> or -Dwee.sign.key names %s, but %s. Expected a PEM file such as that of:"
                  + " openssl genpkey -algorithm ED25519 -out sign.key")
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static SigningKey parse(String text, Optional<String> password) {
    Matcher pem = PEM.matcher(text);
    while (pem.find()) {
      byte[] der = decoded(pem.group(2));
      switch (pem.group(1)) {
        case "PRIVATE KEY":
          return SigningKey.of(der);
        case "ENCRYPTED PRIVATE KEY":
          return SigningKey.of(EncryptedKey.decrypt(der, required(password)));
        case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY":
          return SigningKey.of(CosignKey.decrypt(der, required(password)));
        case "EC PRIVATE KEY":
          throw new SignException(
              "it is in the older form of SEC 1; convert it: openssl pkcs8 -topk8 -nocrypt -in"
                  + " old.key -out sign.key");
        default: // such as EC PARAMETERS, which openssl ecparam writes first
      }
    }
    throw new SignException("it holds no private key in PEM");
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new SignException(DAMAGED, e);
    }
  }

  private static String required(Optional<String> password) {
    return password.orElseThrow(
        () ->
            new SignException(
                "it is encrypted and there is no password: set the environment variable"
                    + " WEE_SIGN_PASSWORD, or name with <sign><server> a server of settings.xml"
                    + " that has it"));
  }
}
