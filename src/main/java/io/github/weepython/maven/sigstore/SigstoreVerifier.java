package io.github.weepython.maven.sigstore;

import io.github.weepython.maven.digest.Digest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says whether a bundle proves that somebody signed a file. */
public final class SigstoreVerifier {
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

  private final Supplier<TrustedRoot> lookup;
  private @Nullable TrustedRoot found;

  public SigstoreVerifier(TrustedRoot root) {
    this(() -> root);
  }

  /**
   * @param root asked for once, when a bundle is to be verified
   */
  public SigstoreVerifier(Supplier<TrustedRoot> root) {
    this.lookup = root;
  }

  private synchronized TrustedRoot root() {
    if (found == null) {
      found = lookup.get();
    }
    return found;
  }

  /**
   * Verifies: the signature, who made it, that his certificate was valid then and is in a public
   * log, and that a transparency log has the signature.
   *
   * @param bundle the {@code .sigstore} file
   * @param artifact the SHA-256 of the file that must have been signed
   * @return when it was signed
   * @throws SigstoreException with the reason why the bundle does not prove it
   */
  public Instant verify(byte[] bundle, Digest artifact, SigstoreIdentity expected) {
    SigstoreBundle parsed = SigstoreBundle.parse(bundle);
    if (parsed.statement().isPresent()) {
      throw new SigstoreException("it is not the signature of a file (it has no messageSignature)");
    }
    byte[] digest = HexFormat.of().parseHex(artifact.hex());
    checkIdentity(parsed.certificate(), expected);
    checkArtifact(parsed, digest, artifact);
    return provenTime(parsed, digest);
  }

  /**
   * Verifies the same of a statement (in-toto's, in a DSSE envelope).
   *
   * @return the statement, of which nothing is verified but who signed it
   * @throws SigstoreException with the reason why the bundle does not prove it
   */
  public byte[] verifyStatement(byte[] bundle, SigstoreIdentity expected) {
    SigstoreBundle parsed = SigstoreBundle.parse(bundle);
    byte[] statement =
        parsed
            .statement()
            .orElseThrow(
                () -> new SigstoreException("it is not a signed statement (no dsseEnvelope)"));
    checkIdentity(parsed.certificate(), expected);
    byte[] signed = Envelope.signed(statement);
    if (!Crypto.signed(parsed.certificate().getPublicKey(), signed, parsed.signature())) {
      throw new SigstoreException("its signature does not hold for this statement");
    }
    provenTime(parsed, Crypto.sha256(statement));
    return statement;
  }

  private Instant provenTime(SigstoreBundle bundle, byte[] digest) {
    List<Instant> times = times(bundle);
    for (LogEntry entry : bundle.entries()) {
      entry.check(bundle.statement().isPresent(), digest, bundle.signature(), bundle.certificate());
    }
    times.forEach(time -> checkChain(bundle.certificate(), time));
    return times.get(0);
  }

  private static void checkArtifact(SigstoreBundle bundle, byte[] digest, Digest artifact) {
    bundle
        .digest()
        .filter(said -> !Arrays.equals(said, digest))
        .ifPresent(
            said -> {
              throw new SigstoreException(
                  "it is of another file: expected one with the SHA-256 %s, the bundle is of %s"
                      .formatted(artifact.hex(), HexFormat.of().formatHex(said)));
            });
    if (!Crypto.signedDigest(bundle.certificate().getPublicKey(), digest, bundle.signature())) {
      throw new SigstoreException("its signature does not hold for this file");
    }
  }

  /** The times at which trusted parties saw the signature, at least one. */
  private List<Instant> times(SigstoreBundle bundle) {
    if (bundle.entries().isEmpty()) {
      throw new SigstoreException("no transparency log has it: it has no log entry");
    }
    List<Instant> times = new ArrayList<>();
    for (byte[] timestamp : bundle.timestamps()) {
      times.add(Timestamp.verify(timestamp, bundle.signature(), root().timestampAuthorities()));
    }
    for (LogEntry entry : bundle.entries()) {
      entry.verify(root(), bundle.proofRequired()).ifPresent(times::add);
    }
    if (times.isEmpty()) {
      X509Certificate certificate = bundle.certificate();
      throw new SigstoreException(
          "its certificate expired at %s, and no timestamp says that it was used before"
              .formatted(certificate.getNotAfter().toInstant()));
    }
    return times;
  }

  private void checkChain(X509Certificate certificate, Instant time) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (time.isBefore(from) || time.isAfter(until)) {
      throw new SigstoreException(
          "it was signed at %s, but its certificate was valid from %s to %s only"
              .formatted(time, from, until));
    }
    for (TrustedRoot.Authority authority : root().authorities()) {
      List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
      chain.addAll(authority.chain());
      if (authority.validity().contains(time) && Chain.holds(chain, Date.from(time))) {
        SignedCertificateTimestamp.verify(certificate, chain.get(1), root().certificateLogs());
        return;
      }
    }
    throw new SigstoreException(
        "no trusted authority issued its certificate (%s)"
            .formatted(certificate.getIssuerX500Principal()));
  }

  private static void checkIdentity(X509Certificate certificate, SigstoreIdentity expected) {
    List<String> names = names(certificate);
    if (names.stream().noneMatch(expected::is)) {
      throw new SigstoreException(
          "it is signed by %s; expected %s"
              .formatted(String.join(", ", names), expected.subject()));
    }
    String issuer = SigstoreIdentity.issuer(certificate);
    if (!issuer.equals(expected.issuer())) {
      throw new SigstoreException(
          "the identity %s is vouched for by '%s'; expected %s"
              .formatted(expected.subject(), issuer, expected.issuer()));
    }
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      List<String> usage = certificate.getExtendedKeyUsage();
      if (usage == null || !usage.contains(CODE_SIGNING)) {
        throw new SigstoreException("its certificate is not for signing code");
      }
      return SigstoreIdentity.names(certificate);
    } catch (CertificateParsingException e) {
      throw new SigstoreException("its certificate is unreadable: " + e.getMessage(), e);
    }
  }
}
