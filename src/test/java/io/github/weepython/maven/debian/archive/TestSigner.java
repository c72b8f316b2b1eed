package io.github.weepython.maven.debian.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/** An archive key of its own, made anew for each test. */
public final class TestSigner {
  private final PGPKeyPair pair;

  public TestSigner() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(3072);
      Date yesterday = new Date(System.currentTimeMillis() - 86_400_000L);
      pair =
          new JcaPGPKeyPair(
              PublicKeyPacket.VERSION_4,
              PGPPublicKey.RSA_GENERAL,
              generator.generateKeyPair(),
              yesterday);
    } catch (GeneralSecurityException | PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  private PGPSignatureGenerator generator(int type) throws PGPException {
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            new JcaPGPContentSignerBuilder(PGPPublicKey.RSA_GENERAL, HashAlgorithmTags.SHA256)
                .setProvider(new BouncyCastleProvider()),
            pair.getPublicKey());
    generator.init(type, pair.getPrivateKey());
    return generator;
  }

  public byte[] certificate() {
    try {
      PGPSignatureGenerator self = generator(PGPSignature.POSITIVE_CERTIFICATION);
      PGPSignatureSubpacketGenerator says = new PGPSignatureSubpacketGenerator();
      says.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
      says.setSignatureCreationTime(true, pair.getPublicKey().getCreationTime());
      self.setHashedSubpackets(says.generate());
      String user = "Archive of a test <archive@example.org>";
      PGPPublicKey certified =
          PGPPublicKey.addCertification(
              pair.getPublicKey(), user, self.generateCertification(user, pair.getPublicKey()));
      return new PGPPublicKeyRing(java.util.List.of(certified)).getEncoded();
    } catch (PGPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 9580, 7: lines end with CR LF for the signature, but for the last. */
  public byte[] clearSign(String text) {
    return clearSign(text, this);
  }

  /** With the signatures of several, as Debian signs its suites. */
  public static byte[] clearSign(String text, TestSigner... signers) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] signed = text.stripTrailing().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
      try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes)) {
        armor.beginClearText(HashAlgorithmTags.SHA256);
        armor.write((text.stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8));
        armor.endClearText();
        BCPGOutputStream packets = new BCPGOutputStream(armor);
        for (TestSigner signer : signers) {
          PGPSignatureGenerator generator = signer.generator(PGPSignature.CANONICAL_TEXT_DOCUMENT);
          generator.update(signed);
          generator.generate().encode(packets);
        }
      }
      return bytes.toByteArray();
    } catch (PGPException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A detached signature.
   *
   * @param made when it says that it was made
   * @param seconds for how long it is valid; 0 for ever
   */
  public byte[] detached(byte[] data, Date made, long seconds) {
    try {
      PGPSignatureGenerator generator = generator(PGPSignature.BINARY_DOCUMENT);
      PGPSignatureSubpacketGenerator says = new PGPSignatureSubpacketGenerator();
      says.setSignatureCreationTime(true, made);
      says.setSignatureExpirationTime(true, seconds);
      generator.setHashedSubpackets(says.generate());
      generator.update(data);
      return generator.generate().getEncoded();
    } catch (PGPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
