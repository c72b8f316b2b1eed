package io.github.weepython.maven.sigstore;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;

/**
 * Who must have signed.
 *
 * @param subject an e-mail address or URI, the alternative name of the certificate; an asterisk
 *     stands for any text
 * @param issuer who vouched for that identity, such as {@code https://github.com/login/oauth}
 */
public record SigstoreIdentity(String subject, String issuer) {
  /** Fulcio's extensions: the issuer as UTF8String, and before 2023 as bare text. */
  private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";

  private static final String OLD_ISSUER = "1.3.6.1.4.1.57264.1.1";

  /**
   * Whom Fulcio made a certificate for; an empty text for what it doesn't say.
   *
   * @throws SigstoreException when it can't be read
   */
  public static SigstoreIdentity of(X509Certificate certificate) {
    return new SigstoreIdentity(String.join(", ", names(certificate)), issuer(certificate));
  }

  static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      return all == null
          ? List.of()
          : all.stream().map(each -> String.valueOf(each.get(1))).toList();
    } catch (CertificateParsingException e) {
      throw new SigstoreException("its certificate is unreadable: " + e.getMessage(), e);
    }
  }

  static String issuer(X509Certificate certificate) {
    byte[] value = certificate.getExtensionValue(ISSUER);
    if (value != null) {
      return ASN1UTF8String.getInstance(ASN1OctetString.getInstance(value).getOctets()).getString();
    }
    byte[] old = certificate.getExtensionValue(OLD_ISSUER);
    return old == null
        ? ""
        : new String(ASN1OctetString.getInstance(old).getOctets(), StandardCharsets.UTF_8);
  }

  /** Whether it is one identity, without an asterisk. */
  public boolean isOne() {
    return subject.indexOf('*') < 0;
  }

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
