package io.github.weepython.maven.sigstore;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * Proof that a certificate is in a public log (RFC 6962, 3.2 and 3.3).
 *
 * @param extensions of the SCT, which are signed too
 */
record SignedCertificateTimestamp(byte[] logId, long time, byte[] extensions, byte[] signature) {
  private static final ASN1ObjectIdentifier LIST =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
  private static final int EXTENSIONS_TAG = 3;

  /**
   * Sees that a trusted log has the certificate.
   *
   * @throws SigstoreException when none has
   */
  static void verify(
      X509Certificate certificate, X509Certificate issuer, List<TrustedRoot.Log> logs) {
    try {
      Certificate parsed = Certificate.getInstance(certificate.getEncoded());
      byte[] precertificate = withoutList(parsed.getTBSCertificate());
      byte[] issuerKey = Crypto.sha256(issuer.getPublicKey().getEncoded());
      List<SignedCertificateTimestamp> all = of(parsed);
      for (SignedCertificateTimestamp timestamp : all) {
        if (timestamp.holds(precertificate, issuerKey, logs)) {
          return;
        }
      }
      throw new SigstoreException(
          "no trusted certificate transparency log has its certificate (it names %d)"
              .formatted(all.size()));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new SigstoreException("its certificate is unreadable: " + e.getMessage(), e);
    }
  }

  private boolean holds(byte[] precertificate, byte[] issuerKey, List<TrustedRoot.Log> logs)
      throws IOException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(signed);
    out.writeShort(0); // version 1, certificate_timestamp
    out.writeLong(time);
    out.writeShort(1); // precert_entry
    out.write(issuerKey);
    out.writeByte(precertificate.length >> 16);
    out.writeShort(precertificate.length);
    out.write(precertificate);
    out.writeShort(extensions.length);
    out.write(extensions);
    return TrustedRoot.find(logs, logId)
        .filter(log -> log.validity().contains(Instant.ofEpochMilli(time)))
        .filter(log -> Crypto.signed(log.key(), signed.toByteArray(), signature))
        .isPresent();
  }

  private static List<SignedCertificateTimestamp> of(Certificate certificate) throws IOException {
    Extensions extensions = certificate.getTBSCertificate().getExtensions();
    Extension extension = extensions == null ? null : extensions.getExtension(LIST);
    if (extension == null) {
      throw new SigstoreException("its certificate names no certificate transparency log");
    }
    byte[] list = ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
    List<SignedCertificateTimestamp> all = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(list))) {
      in.readUnsignedShort(); // length of all
      while (in.available() > 0) {
        all.add(read(new DataInputStream(new java.io.ByteArrayInputStream(vector(in)))));
      }
    }
    return all;
  }

  private static SignedCertificateTimestamp read(DataInputStream in) throws IOException {
    in.readByte(); // version
    byte[] id = in.readNBytes(32);
    long time = in.readLong();
    byte[] extensions = vector(in);
    in.readShort(); // the algorithms are those of the log's key
    return new SignedCertificateTimestamp(id, time, extensions, vector(in));
  }

  private static byte[] vector(DataInputStream in) throws IOException {
    return in.readNBytes(in.readUnsignedShort());
  }

  /** What the log signed: the certificate without the list of those who signed it. */
  private static byte[] withoutList(TBSCertificate certificate) throws IOException {
    ExtensionsGenerator rest = new ExtensionsGenerator();
    for (ASN1ObjectIdentifier identifier : certificate.getExtensions().getExtensionOIDs()) {
      if (!identifier.equals(LIST)) {
        rest.addExtension(certificate.getExtensions().getExtension(identifier));
      }
    }
    ASN1EncodableVector fields = new ASN1EncodableVector();
    for (org.bouncycastle.asn1.ASN1Encodable field :
        ASN1Sequence.getInstance(certificate.toASN1Primitive())) {
      boolean extensions =
          field instanceof ASN1TaggedObject tagged && tagged.getTagNo() == EXTENSIONS_TAG;
      fields.add(extensions ? new DERTaggedObject(true, EXTENSIONS_TAG, rest.generate()) : field);
    }
    return new DERSequence(fields).getEncoded("DER");
  }
}
