package io.github.weepython.maven.sign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.util.DigestFactory;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.bc.BcPKCS12PBEInputDecryptorProviderBuilder;
import org.bouncycastle.util.io.Streams;

/**
 * PKCS#8's encryption (RFC 5958): PBES2 by PBKDF2 (RFC 8018) or scrypt (RFC 7914), and the older
 * forms of PKCS#12 (RFC 7292). Without Bouncy Castle's provider, which Oracle's JDK takes only from
 * a signed jar.
 */
final class EncryptedKey {
  /** Some seconds; openssl uses 2048. */
  private static final int MAX_ITERATIONS = 10_000_000;

  /** A cipher by Java's name, and the bytes of its key. */
  private record Scheme(String cipher, String transformation, int bytes) {}

  private static final String AES = "AES/CBC/PKCS5Padding";

  private static final Map<ASN1ObjectIdentifier, Scheme> SCHEMES =
      Map.of(
          NISTObjectIdentifiers.id_aes128_CBC,
          new Scheme("AES", AES, 16),
          NISTObjectIdentifiers.id_aes192_CBC,
          new Scheme("AES", AES, 24),
          NISTObjectIdentifiers.id_aes256_CBC,
          new Scheme("AES", AES, 32),
          PKCSObjectIdentifiers.des_EDE3_CBC,
          new Scheme("DESede", "DESede/CBC/PKCS5Padding", 24));

  private EncryptedKey() {}

  /**
   * The PKCS#8 form within.
   *
   * @throws SignException when the algorithm is not known, the password is wrong or the form is
   *     damaged; the message goes on after "it"
   */
  static byte[] decrypt(byte[] der, String password) {
    try {
      EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(der);
      AlgorithmIdentifier algorithm = info.getEncryptionAlgorithm();
      return whole(
          algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)
              ? pbes2(PBES2Parameters.getInstance(algorithm.getParameters()), info, password)
              : pkcs12(algorithm, info, password));
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw new SignException(KeyFile.WRONG, e);
    } catch (SignException e) {
      throw e;
    } catch (GeneralSecurityException | RuntimeException e) {
      // Bouncy Castle's for what is damaged: IllegalArgumentException, NullPointerException,
      // others.
      throw new SignException(KeyFile.DAMAGED, e);
    }
  }

  /** One wrong password in 256 gives what happens to end as padding does. */
  private static byte[] whole(byte[] decrypted) {
    try {
      PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(decrypted));
      return decrypted;
    } catch (IOException | RuntimeException e) {
      throw new SignException(KeyFile.WRONG, e);
    }
  }

  private static byte[] pbes2(
      PBES2Parameters parameters, EncryptedPrivateKeyInfo info, String password)
      throws GeneralSecurityException {
    EncryptionScheme encryption = parameters.getEncryptionScheme();
    Scheme scheme = SCHEMES.get(encryption.getAlgorithm());
    if (scheme == null) {
      throw unknown(encryption.getAlgorithm());
    }
    byte[] key =
        key(
            parameters.getKeyDerivationFunc(),
            password.getBytes(StandardCharsets.UTF_8),
            scheme.bytes());
    Cipher cipher = Cipher.getInstance(scheme.transformation());
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, scheme.cipher()),
        new IvParameterSpec(ASN1OctetString.getInstance(encryption.getParameters()).getOctets()));
    return cipher.doFinal(info.getEncryptedData());
  }

  private static byte[] key(KeyDerivationFunc derivation, byte[] password, int bytes) {
    if (derivation.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
      ScryptParams scrypt = ScryptParams.getInstance(derivation.getParameters());
      return scrypt(
          password,
          scrypt.getSalt(),
          scrypt.getCostParameter().intValueExact(),
          scrypt.getBlockSize().intValueExact(),
          scrypt.getParallelizationParameter().intValueExact(),
          bytes);
    }
    if (!derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      throw unknown(derivation.getAlgorithm());
    }
    PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
    PKCS5S2ParametersGenerator generator =
        new PKCS5S2ParametersGenerator(digest(pbkdf2.getPrf().getAlgorithm()));
    int iterations = pbkdf2.getIterationCount().intValueExact();
    generator.init(password, pbkdf2.getSalt(), affordable(iterations));
    return ((KeyParameter) generator.generateDerivedMacParameters(bytes * 8)).getKey();
  }

  private static int affordable(int iterations) {
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new SignException(
          "its key derivation wants %d iterations; expected 1 to %d"
              .formatted(iterations, MAX_ITERATIONS));
    }
    return iterations;
  }

  /**
   * A key of a password.
   *
   * @throws SignException when the parameters would let a file take all memory or time
   * @throws IllegalArgumentException when they are none of scrypt's
   */
  static byte[] scrypt(byte[] password, byte[] salt, int cost, int block, int parallel, int bytes) {
    // Four times what cosign and openssl take: 128 * cost * block is the memory in bytes.
    if (cost > 1 << 18 || block > 16 || parallel > 16) {
      throw new SignException("its scrypt parameters want too much memory or time");
    }
    return SCrypt.generate(password, salt, cost, block, parallel, bytes);
  }

  private static Digest digest(ASN1ObjectIdentifier prf) {
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA1)) {
      return DigestFactory.createSHA1();
    }
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA224)) {
      return DigestFactory.createSHA224();
    }
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
      return DigestFactory.createSHA256();
    }
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA384)) {
      return DigestFactory.createSHA384();
    }
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA512)) {
      return DigestFactory.createSHA512();
    }
    throw unknown(prf);
  }

  private static byte[] pkcs12(
      AlgorithmIdentifier algorithm, EncryptedPrivateKeyInfo info, String password) {
    if (!algorithm.getAlgorithm().on(PKCSObjectIdentifiers.pkcs_12PbeIds)) {
      throw unknown(algorithm.getAlgorithm());
    }
    affordable(
        PKCS12PBEParams.getInstance(algorithm.getParameters()).getIterations().intValueExact());
    try (InputStream plain =
        new BcPKCS12PBEInputDecryptorProviderBuilder()
            .build(password.toCharArray())
            .get(algorithm)
            .getInputStream(new ByteArrayInputStream(info.getEncryptedData()))) {
      return Streams.readAll(plain);
    } catch (OperatorCreationException e) {
      throw new SignException(KeyFile.DAMAGED, e);
    } catch (IOException e) {
      throw new SignException(KeyFile.WRONG, e);
    }
  }

  private static SignException unknown(ASN1ObjectIdentifier algorithm) {
    return new SignException(
        ("it is encrypted by %s, which wee doesn't know; encrypt it anew: openssl pkcs8 -topk8 -v2"
                + " aes-256-cbc -in old.key -out sign.key")
            .formatted(new DefaultAlgorithmNameFinder().getAlgorithmName(algorithm)));
  }
}
