package io.github.weepython.maven.sigstore;

import io.github.weepython.maven.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, a certificate log and a transparency log of one entry, all of this test's own. */
public final class SelfMadeSigstore {
  private static final String HOST = "rekor.example.com";
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final Instant signed;
  private final KeyPair authority = keys();
  private final KeyPair certificateLog = keys();
  private final KeyPair transparencyLog = keys();
  private final X509Certificate root;

  public SelfMadeSigstore() {
    this(Instant.parse("2026-10-01T12:00:00Z"));
  }

  /**
   * @param signed when all is signed
   */
  public SelfMadeSigstore(Instant signed) {
    this.signed = signed;
    this.root = root();
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] signed(KeyPair keys, String algorithm, byte[] message) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] id(KeyPair log) {
    return Crypto.sha256(log.getPublic().getEncoded());
  }

  private X509Certificate root() {
    X500Principal name = new X500Principal("CN=self-made");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(signed.minus(Duration.ofDays(99))),
            Date.from(signed.plus(Duration.ofDays(99))),
            name,
            authority.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
      return issued(builder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private X509Certificate issued(JcaX509v3CertificateBuilder builder) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private JcaX509v3CertificateBuilder leaf(SigstoreIdentity identity, PublicKey signer)
      throws IOException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            root.getSubjectX500Principal(),
            BigInteger.TWO,
            Date.from(signed.minus(Duration.ofMinutes(5))),
            Date.from(signed.plus(Duration.ofMinutes(5))),
            new X500Principal(""),
            signer);
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
    builder.addExtension(
        Extension.subjectAlternativeName,
        true,
        new GeneralNames(new GeneralName(GeneralName.rfc822Name, identity.subject())));
    builder.addExtension(
        new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8"),
        false,
        new DERUTF8String(identity.issuer()));
    return builder;
  }

  /** The certificate, with the certificate log's signature in it. */
  X509Certificate certificate(SigstoreIdentity identity, PublicKey signer)
      throws IOException, GeneralSecurityException {
    byte[] precertificate = issued(leaf(identity, signer)).getTBSCertificate();
    ByteArrayOutputStream promised = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(promised);
    out.writeShort(0);
    out.writeLong(signed.toEpochMilli());
    out.writeShort(1);
    out.write(Crypto.sha256(authority.getPublic().getEncoded()));
    out.writeByte(0);
    out.writeShort(precertificate.length);
    out.write(precertificate);
    out.writeShort(0);
    byte[] signature = signed(certificateLog, "SHA256withECDSA", promised.toByteArray());
    ByteArrayOutputStream sct = new ByteArrayOutputStream();
    DataOutputStream list = new DataOutputStream(sct);
    int length = 1 + 32 + 8 + 2 + 2 + 2 + signature.length;
    list.writeShort(length + 2);
    list.writeShort(length);
    list.writeByte(0);
    list.write(id(certificateLog));
    list.writeLong(signed.toEpochMilli());
    list.writeShort(0);
    list.writeShort(0x0403); // SHA-256, ECDSA
    list.writeShort(signature.length);
    list.write(signature);
    JcaX509v3CertificateBuilder builder = leaf(identity, signer);
    builder.addExtension(
        new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2"),
        false,
        new DEROctetString(sct.toByteArray()));
    return issued(builder);
  }

  /** A bundle of version 0.3 in which that identity signed a file. */
  public String bundle(byte[] file, SigstoreIdentity identity) {
    try {
      KeyPair signer = keys();
      String certificate =
          BASE64.encodeToString(certificate(identity, signer.getPublic()).getEncoded());
      String signature = BASE64.encodeToString(signed(signer, "SHA256withECDSA", file));
      String pem =
          "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(certificate);
      String body =
          BASE64.encodeToString(
              ("{\"apiVersion\":\"0.0.1\",\"kind\":\"hashedrekord\",\"spec\":{\"data\":{\"hash\":"
                      + "{\"algorithm\":\"sha256\",\"value\":\"%s\"}},\"signature\":{\"content\":\"%s\","
                      + "\"publicKey\":{\"content\":\"%s\"}}}}")
                  .formatted(Digest.of(file).hex(), signature, BASE64.encodeToString(utf8(pem)))
                  .getBytes(StandardCharsets.UTF_8));
      return """
      {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
       "verificationMaterial": {"certificate": {"rawBytes": "%s"}, "tlogEntries": [%s]},
       "messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": "%s"},
         "signature": "%s"}}
      """
          .formatted(
              certificate,
              entry(body),
              BASE64.encodeToString(HexFormat.of().parseHex(Digest.of(file).hex())),
              signature);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The one entry of the log, so that its hash is the tree's root. */
  private String entry(String body) {
    byte[] leaf = Crypto.sha256(new byte[] {0}, Base64.getDecoder().decode(body));
    return """
    {"logIndex": "0", "logId": {"keyId": "%s"}, "integratedTime": "%d",
     "kindVersion": {"kind": "hashedrekord", "version": "0.0.1"},
     "inclusionPromise": {"signedEntryTimestamp": "%s"},
     "inclusionProof": {"logIndex": "0", "treeSize": "1", "rootHash": "%s", "hashes": [],
       "checkpoint": {"envelope": "%s"}},
     "canonicalizedBody": "%s"}
    """
        .formatted(
            BASE64.encodeToString(id(transparencyLog)),
            signed.getEpochSecond(),
            BASE64.encodeToString(promise(body, 0)),
            BASE64.encodeToString(leaf),
            checkpoint(1, leaf).replace("\n", "\\n"),
            body);
  }

  String logId() {
    return HexFormat.of().formatHex(id(transparencyLog));
  }

  /** The log's promise of an entry (SET), of Rekor 1. */
  byte[] promise(String body, long index) {
    String promised =
        "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"%s\",\"logIndex\":%d}"
            .formatted(body, signed.getEpochSecond(), logId(), index);
    return signed(transparencyLog, "SHA256withECDSA", utf8(promised));
  }

  /** The log's signature of a tree; Rekor 1 writes the tree's ID behind its name. */
  String checkpoint(long size, byte[] hash) {
    String tree =
        HOST + " - 3904496407287907110\n" + size + "\n" + BASE64.encodeToString(hash) + "\n";
    byte[] ofTree = signed(transparencyLog, "SHA256withECDSA", utf8(tree));
    byte[] hinted = new byte[ofTree.length + 4];
    System.arraycopy(id(transparencyLog), 0, hinted, 0, 4);
    System.arraycopy(ofTree, 0, hinted, 4, ofTree.length);
    return tree + "\n\u2014 " + HOST + " " + BASE64.encodeToString(hinted) + "\n";
  }

  Instant signed() {
    return signed;
  }

  /** The trusted_root.json of all this. */
  public String trustedRoot() {
    try {
      return """
      {"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
       "tlogs": [%s], "ctlogs": [%s], "timestampAuthorities": [],
       "certificateAuthorities": [{"uri": "https://fulcio.example.com", "certChain": {"certificates": [{"rawBytes": "%s"}]},
         "validFor": {"start": "2020-01-01T00:00:00Z"}}]}
      """
          .formatted(
              log(transparencyLog, "https://" + HOST),
              log(certificateLog, "https://ct.example.com"),
              BASE64.encodeToString(root.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String log(KeyPair keys, String url) {
    return """
    {"baseUrl": "%s", "hashAlgorithm": "SHA2_256", "logId": {"keyId": "%s"},
      "publicKey": {"rawBytes": "%s", "keyDetails": "PKIX_ECDSA_P256_SHA_256",
      "validFor": {"start": "2020-01-01T00:00:00Z"}}}
    """
        .formatted(
            url,
            BASE64.encodeToString(id(keys)),
            BASE64.encodeToString(keys.getPublic().getEncoded()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
