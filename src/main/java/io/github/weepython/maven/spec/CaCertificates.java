package io.github.weepython.maven.spec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Certificates of authorities that an image trusts beside Debian's.
 *
 * @param name of the file, without its extension
 * @param pem each certificate in PEM (RFC 7468), with its newline
 */
public record CaCertificates(String name, List<String> pem) {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----\\s.*?-----END CERTIFICATE-----", Pattern.DOTALL);

  private static final String HOW = ". Set <caCertificates> or -Dwee.caCertificates to PEM files.";

  public CaCertificates {
    pem = List.copyOf(pem);
  }

  /**
   * Reads a file.
   *
   * @throws SpecException when it can't be read, holds no certificate, a broken one or a private
   *     key
   */
  public static CaCertificates read(Path file) {
    String text = text(file);
    if (text.contains("PRIVATE KEY-----")) {
      throw refused(file, "holds a private key, which must not get into an image");
    }
    List<String> pem =
        CERTIFICATE.matcher(text).results().map(MatchResult::group).map(c -> c + "\n").toList();
    if (pem.isEmpty()) {
      throw refused(
          file,
          "holds no certificate in PEM. Expected '-----BEGIN CERTIFICATE-----'; for a DER file run:"
              + " openssl x509 -inform der -in ca.der -out ca.pem");
    }
    for (int i = 0; i < pem.size(); i++) {
      check(file, i + 1, pem.get(i));
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.(pem|crt|cer)$", "");
    return new CaCertificates(name.replaceAll("[^A-Za-z0-9._-]", "_"), pem);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new SpecException(
          "The certificate file " + file.toAbsolutePath() + " can't be read: " + e + HOW, e);
    }
  }

  private static void check(Path file, int number, String pem) {
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw refused(file, "has a broken certificate, number " + number + ": " + e.getMessage());
    }
  }

  private static SpecException refused(Path file, String why) {
    return new SpecException("The file " + file.toAbsolutePath() + " " + why + HOW);
  }
}
