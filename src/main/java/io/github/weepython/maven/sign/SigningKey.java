package io.github.weepython.maven.sign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequenceGenerator;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * A private key of P-256 or Ed25519. The same bytes get the same signature each time (RFC 6979, RFC
 * 8032), so that signing an image again adds nothing to its registry.
 */
public final class SigningKey implements Signer {
  private final AsymmetricKeyParameter key;
  private final byte[] spki;

  private SigningKey(AsymmetricKeyParameter key, byte[] spki) {
    this.key = key;
    this.spki = spki;
  }

  /** A new key of P-256, which is kept nowhere. */
  static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return of(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each JDK knows P-256", e);
    }
  }

  /**
   * A key from its PKCS#8 form.
   *
   * @throws SignException when it is of another kind
   */
  static SigningKey of(byte[] pkcs8) {
    AsymmetricKeyParameter key = parse(pkcs8);
    AsymmetricKeyParameter open = publicOf(key);
    try {
      return new SigningKey(
          key, SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(open).getEncoded());
    } catch (IOException e) {
      throw new SignException("its public half can't be encoded", e);
    }
  }

  private static AsymmetricKeyParameter parse(byte[] pkcs8) {
    try {
      return PrivateKeyFactory.createKey(pkcs8);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's for what is damaged: NullPointerException of a curve that it doesn't know.
      throw new SignException("it holds no PKCS#8 key", e);
    }
  }

  private static AsymmetricKeyParameter publicOf(AsymmetricKeyParameter key) {
    if (key instanceof Ed25519PrivateKeyParameters edwards) {
      return edwards.generatePublicKey();
    }
    if (key instanceof ECPrivateKeyParameters curve
        && curve.getParameters() instanceof ECNamedDomainParameters named
        && named.getName().equals(SECObjectIdentifiers.secp256r1)) {
      return new ECPublicKeyParameters(named.getG().multiply(curve.getD()), named);
    }
    throw new SignException(
        "it is %s, and must be P-256 or Ed25519"
            .formatted(
                key instanceof ECPrivateKeyParameters
                    ? "of another curve"
                    : key.getClass()
                        .getSimpleName()
                        .replaceAll("(Private|Crt|Key|Parameters)+", "")));
  }

  @Override
  public byte[] sign(byte[] message) {
    if (key instanceof Ed25519PrivateKeyParameters) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, key);
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    }
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    return der(signer.generateSignature(HexFormat.of().parseHex(Digest.of(message).hex())));
  }

  private static byte[] der(BigInteger[] rs) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DERSequenceGenerator sequence = new DERSequenceGenerator(bytes);
      sequence.addObject(new ASN1Integer(rs[0]));
      sequence.addObject(new ASN1Integer(rs[1]));
      sequence.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every byte", e);
    }
  }

  /** What Sigstore's bundles name a key by: base64 of the SHA-256 of its SubjectPublicKeyInfo. */
  public String hint() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Digest.of(spki).hex()));
  }

  @Override
  public String id() {
    return VerificationKey.id(Digest.of(spki));
  }

  @Override
  public ObjectNode material(ObjectNode envelope) {
    ObjectNode material = JsonNodeFactory.instance.objectNode();
    material.putObject("publicKey").put("hint", hint());
    return material;
  }

  @Override
  public String name() {
    return "the key " + hint();
  }

  /** The public half, in PEM, for whoever verifies. */
  public String publicPem() {
    return Certificates.pem("PUBLIC KEY", spki);
  }
}
