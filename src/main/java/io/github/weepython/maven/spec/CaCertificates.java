package io.github.weepython.maven.spec;

import io.github.weepython.maven.Causes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Certificates of authorities that an image trusts beside Debian's.
 *
 * @param name of the file, without its extension; an image has files of it, see {@link #files}
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
   * Reads files. Of two with one name, such as {@code a/ca.pem} and {@code b/ca.pem}, the later has
   * a number, so that no certificate takes another's place in an image.
   *
   * @throws SpecException as {@link #read}
   */
  public static List<CaCertificates> readAll(List<Path> files) {
    List<CaCertificates> all = new ArrayList<>();
    Map<String, String> taken = new TreeMap<>();
    for (Path file : files) {
      CaCertificates read = read(file);
      CaCertificates named = read;
      for (int i = 2; named.displaces(taken); i++) {
        named = new CaCertificates(read.name() + "_" + i, read.pem());
      }
      taken.putAll(named.files());
      all.add(named);
    }
    return List.copyOf(all);
  }

  /**
   * What is put below {@code /usr/local/share/ca-certificates}: update-ca-certificates(8) expects
   * one certificate a file.
   *
   * @return each in PEM, by the name of its file
   */
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (int i = 0; i < pem.size(); i++) {
      files.put(name + (pem.size() > 1 ? "-" + (i + 1) : "") + ".crt", pem.get(i));
    }
    return Collections.unmodifiableSortedMap(files);
  }

  private boolean displaces(Map<String, String> taken) {
    return files().entrySet().stream()
        .anyMatch(
            file -> !taken.getOrDefault(file.getKey(), file.getValue()).equals(file.getValue()));
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
      throw new SpecException("The certificate file can't be read: " + Causes.of(e) + HOW, e);
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
