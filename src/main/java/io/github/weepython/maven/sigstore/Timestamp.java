package io.github.weepython.maven.sigstore;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** When a timestamp authority saw a signature (RFC 3161). */
final class Timestamp {
  private Timestamp() {}

  /**
   * Verifies an authority's answer.
   *
   * @param signature what it must be about
   * @param authorities those that are trusted
   * @throws SigstoreException with the reason why it says nothing
   */
  static Instant verify(byte[] answer, byte[] signature, List<TrustedRoot.Authority> authorities) {
    TimeStampToken token = token(answer);
    boolean sha256 =
        token.getTimeStampInfo().getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256);
    byte[] imprint = token.getTimeStampInfo().getMessageImprintDigest();
    if (!sha256 || !Arrays.equals(imprint, Crypto.sha256(signature))) {
      throw new SigstoreException("its timestamp is of another signature");
    }
    Instant time = token.getTimeStampInfo().getGenTime().toInstant();
    if (authorities.stream().noneMatch(authority -> signed(token, time, authority))) {
      throw new SigstoreException(
          "its timestamp of " + time + " is not by an authority that is trusted for that time");
    }
    return time;
  }

  private static TimeStampToken token(byte[] answer) {
    try {
      TimeStampToken token = new TimeStampResponse(answer).getTimeStampToken();
      if (token != null) {
        return token;
      }
      throw new SigstoreException("its timestamp is a refusal");
    } catch (IOException | TSPException | RuntimeException e) {
      throw new SigstoreException("its timestamp is unreadable: " + e.getMessage(), e);
    }
  }

  private static boolean signed(
      TimeStampToken token, Instant time, TrustedRoot.Authority authority) {
    List<X509Certificate> chain = chain(token, authority);
    if (!authority.validity().contains(time) || !Chain.holds(chain, Date.from(time))) {
      return false;
    }
    try {
      // Also sees that the certificate is for timestamps, and valid at that time.
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(chain.get(0)));
      return true;
    } catch (TSPException | OperatorCreationException e) {
      return false;
    }
  }

  /** Where the trusted root has only those that issue certificates, the answer brings its own. */
  private static List<X509Certificate> chain(
      TimeStampToken token, TrustedRoot.Authority authority) {
    List<X509Certificate> chain = new ArrayList<>();
    if (authority.chain().get(0).getBasicConstraints() >= 0) {
      for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
        if (token.getSID().match(holder)) {
          chain.add(certificate(holder));
        }
      }
    }
    chain.addAll(authority.chain());
    return chain;
  }

  private static X509Certificate certificate(X509CertificateHolder holder) {
    try {
      return Crypto.certificate(holder.getEncoded());
    } catch (IOException e) {
      throw new SigstoreException("its timestamp's certificate is unreadable", e);
    }
  }
}
