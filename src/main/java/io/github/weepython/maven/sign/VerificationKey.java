package io.github.weepython.maven.sign;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** The public half of a key: P-256 or Ed25519. */
public final class VerificationKey {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private final AsymmetricKeyParameter key;
  private final String hint;
  private final String source;

  private VerificationKey(AsymmetricKeyParameter key, String hint, String source) {
    this.key = key;
    this.hint = hint;
    this.source = source;
  }

  /**
   * All keys of a file in PEM.
   *
   * @throws SignException when it holds none, or one of another kind
   */
  public static List<VerificationKey> read(Path file) {
    KeyUris.refuse(file, "<trust><key> or -Dwee.trust.key");
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      List<VerificationKey> keys = new ArrayList<>();
      for (Matcher pem = PEM.matcher(text); pem.find(); ) {
        keys.add(of(Base64.getMimeDecoder().decode(pem.group(1)), file.toString()));
      }
      if (keys.isEmpty()) {
        throw new SignException(
            text.contains("PRIVATE KEY")
                ? "it is a private key; only its public half may be handed round: openssl pkey -in"
                    + " sign.key -pubout -out sign.pub"
                : "it has no '-----BEGIN PUBLIC KEY-----'");
      }
      return keys;
    } catch (IOException | IllegalArgumentException e) {
      throw refused(file, "it can't be read: " + Causes.of(e), e);
    } catch (SignException e) {
      throw refused(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static SignException refused(Path file, String why, Exception cause) {
    return new SignException(
        ("<trust><key> or -Dwee.trust.key names %s, but %s. Expected the public key of P-256 or"
                + " Ed25519 in PEM, such as cosign.pub or that of: openssl pkey -in sign.key"
                + " -pubout -out sign.pub")
            .formatted(file, why),
        cause);
  }

  static VerificationKey of(byte[] spki, String source) {
    AsymmetricKeyParameter key = parse(spki);
    boolean known =
        key instanceof Ed25519PublicKeyParameters
            || (key instanceof ECPublicKeyParameters curve
                && curve.getParameters() instanceof ECNamedDomainParameters named
                && named.getName().equals(SECObjectIdentifiers.secp256r1));
    if (!known) {
      throw new SignException("its key is of another kind than P-256 and Ed25519");
    }
    byte[] sum = HexFormat.of().parseHex(Digest.of(spki).hex());
    return new VerificationKey(key, Base64.getEncoder().encodeToString(sum), source);
  }

  private static AsymmetricKeyParameter parse(byte[] spki) {
    try {
      return PublicKeyFactory.createKey(spki);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's for what is damaged: NullPointerException of a curve that it doesn't know.
      throw new SignException("it holds no public key", e);
    }
  }

  /** Whether this key's private half signed the message; in any doubt no. */
  public boolean verifies(byte[] message, byte[] signature) {
    if (key instanceof Ed25519PublicKeyParameters) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(false, key);
      signer.update(message, 0, message.length);
      return signer.verifySignature(signature);
    }
    try {
      ASN1Sequence rs = ASN1Sequence.getInstance(signature);
      ECDSASigner signer = new ECDSASigner();
      signer.init(false, key);
      return rs.size() == 2
          && signer.verifySignature(
              HexFormat.of().parseHex(Digest.of(message).hex()), part(rs, 0), part(rs, 1));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false; // Not ASN.1 at all.
    }
  }

  private static BigInteger part(ASN1Sequence rs, int index) {
    return ASN1Integer.getInstance(rs.getObjectAt(index)).getPositiveValue();
  }

  /** As {@link SigningKey#hint()}. */
  public String hint() {
    return hint;
  }

  /** As {@link SigningKey#id()}. */
  public String id() {
    return id(Digest.parse("sha256:" + HexFormat.of().formatHex(Base64.getDecoder().decode(hint))));
  }

  /** Enough of a digest to tell a person's keys apart. */
  static String id(Digest spki) {
    return spki.hex().substring(0, 16);
  }

  /** The file it was read from. */
  @Override
  public String toString() {
    return source;
  }
}
