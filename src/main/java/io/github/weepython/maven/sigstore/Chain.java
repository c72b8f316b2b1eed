package io.github.weepython.maven.sigstore;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;

/** Certificates, each issued by the next one; the last one is trusted. */
final class Chain {
  private Chain() {}

  /** Whether each certificate was valid at a time and issued by the next, an authority. */
  static boolean holds(List<X509Certificate> chain, Date time) {
    try {
      for (int i = 0; i < chain.size(); i++) {
        X509Certificate each = chain.get(i);
        each.checkValidity(time);
        if (i + 1 < chain.size()) {
          X509Certificate issuer = chain.get(i + 1);
          each.verify(issuer.getPublicKey());
          if (!each.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
              || issuer.getBasicConstraints() < i) {
            return false;
          }
        }
      }
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
