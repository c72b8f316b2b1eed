package io.github.weepython.maven.openpgp;

import io.github.weepython.maven.Causes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** Certificates read by Bouncy Castle, without registering it as the JVM's security provider. */
public final class BouncyKeyring implements Keyring {
  private static final String ARMOR = "-----BEGIN PGP ";
  private static final Set<Integer> GOOD_HASHES =
      Set.of(
          HashAlgorithmTags.SHA256,
          HashAlgorithmTags.SHA384,
          HashAlgorithmTags.SHA512,
          HashAlgorithmTags.SHA3_256,
          HashAlgorithmTags.SHA3_512);

  /** Of what a signer can make critical, that which is understood here. */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          SignatureSubpacketTags.CREATION_TIME,
          SignatureSubpacketTags.ISSUER_KEY_ID,
          SignatureSubpacketTags.ISSUER_FINGERPRINT,
          SignatureSubpacketTags.EXPIRE_TIME,
          SignatureSubpacketTags.SIGNER_USER_ID);

  private final String name;
  private final List<Certificate> certificates;
  private final InstantSource clock;

  private BouncyKeyring(String name, List<Certificate> certificates, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    this.certificates = List.copyOf(certificates);
  }

  /**
   * Reads certificates.
   *
   * @param name what messages call this keyring
   * @param armoredOrBinaryKeyrings each with one certificate or more; read whole, not closed
   * @param clock says whether a signature that is valid for a time has expired
   * @throws OpenPgpException when one can't be read or has no certificate
   */
  public static BouncyKeyring load(
      String name, List<InputStream> armoredOrBinaryKeyrings, InstantSource clock) {
    List<Certificate> certificates = new ArrayList<>();
    for (InputStream keyring : armoredOrBinaryKeyrings) {
      int before = certificates.size();
      try {
        for (Object o : packets(keyring.readAllBytes())) {
          if (o instanceof PGPPublicKeyRing ring) {
            certificates.add(new Certificate(ring));
          }
        }
      } catch (IOException | RuntimeException e) {
        throw new OpenPgpException(
            "Keyring '" + name + "' is unreadable: " + Causes.of(e) + ".", e);
      }
      if (certificates.size() == before) {
        throw new OpenPgpException(
            "Keyring '" + name + "' has a file without any OpenPGP certificate.", null);
      }
    }
    return new BouncyKeyring(name, certificates, clock);
  }

  @Override
  public Signed verifyClearSigned(String name, byte[] message) {
    ClearSigned parts = ClearSigned.parse(name, message);
    Set<Integer> types = Set.of(PGPSignature.CANONICAL_TEXT_DOCUMENT);
    List<Check> checks = checks(name, parts.signature(), types);
    checks.forEach(c -> c.update(parts.signedBytes(), parts.signedBytes().length));
    return new Signed(parts.content(), conclude(name, checks));
  }

  @Override
  public Signer verifyDetached(String name, Path data, byte[] signature) {
    Set<Integer> types = Set.of(PGPSignature.BINARY_DOCUMENT, PGPSignature.CANONICAL_TEXT_DOCUMENT);
    List<Check> checks = checks(name, signature, types);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(data)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (Check check : checks) {
          check.update(buffer, n);
        }
      }
    } catch (IOException e) {
      throw new OpenPgpException(data + ", to be verified, is unreadable.", e);
    }
    return conclude(name, checks).get(0);
  }

  private List<Check> checks(String name, byte[] block, Set<Integer> types) {
    List<Check> checks = new ArrayList<>();
    try {
      for (Object o : packets(block)) {
        if (o instanceof PGPSignatureList list) {
          for (PGPSignature signature : list) {
            checks.addAll(checks(signature, types));
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new OpenPgpException(
          "The signature of " + name + " is unreadable: " + e.getMessage() + ".", e);
    }
    if (checks.isEmpty()) {
      throw new OpenPgpException("No OpenPGP signature was found on " + name + ".", null);
    }
    return checks;
  }

  /** One for each key that has the signature's key ID: two keys may share it. */
  private List<Check> checks(PGPSignature signature, Set<Integer> types) {
    long id = issuer(signature);
    List<Check> checks = new ArrayList<>();
    for (Certificate certificate : certificates) {
      certificate
          .key(id)
          .ifPresent(
              k -> checks.add(new Check(id, signature, certificate, k, types, clock.instant())));
    }
    return checks.isEmpty() ? List.of(new Check(id)) : checks;
  }

  private static long issuer(PGPSignature signature) {
    return signature.getKeyID() != 0 || signature.getKeyIdentifiers().isEmpty()
        ? signature.getKeyID()
        : signature.getKeyIdentifiers().get(0).getKeyId();
  }

  private List<Signer> conclude(String name, List<Check> checks) {
    List<Signer> signers = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Check check : checks) {
      String problem = check.problem();
      if (problem.isEmpty()) {
        signers.add(check.signer());
      } else {
        problems.add("\n  " + check.id() + ": " + problem);
      }
    }
    if (signers.isEmpty()) {
      throw new OpenPgpException(
          name
              + " has no good signature by a key of keyring '"
              + this.name
              + "'. Its signatures, by key ID:"
              + String.join("", problems)
              + "\nIf it was altered on its way, try another mirror. If you trust who signed it,"
              + " add that key to the keyring.",
          null);
    }
    return List.copyOf(signers);
  }

  /** The OpenPGP objects of a binary file, or of all armored blocks of a text. */
  private static List<Object> packets(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Object> objects = new ArrayList<>();
    int at = text.indexOf(ARMOR);
    // A binary packet's first byte has its highest bit set (RFC 9580, section 4.2).
    if (at < 0 || (bytes[0] & 0x80) != 0) {
      read(new ByteArrayInputStream(bytes), objects);
    }
    while (at >= 0 && (bytes[0] & 0x80) == 0) {
      int next = text.indexOf(ARMOR, at + 1);
      int end = next < 0 ? bytes.length : next;
      read(new ArmoredInputStream(new ByteArrayInputStream(bytes, at, end - at)), objects);
      at = next;
    }
    return objects;
  }

  private static void read(InputStream in, List<Object> objects) throws IOException {
    BcPGPObjectFactory factory = new BcPGPObjectFactory(in);
    for (Object o = factory.nextObject(); o != null; o = factory.nextObject()) {
      objects.add(o);
    }
  }

  /** A signature against one key, or against none when nobody here has its key. */
  private static final class Check {
    private final long keyId;
    private final List<Certificate> certificate;
    private final List<PGPSignature> running = new ArrayList<>();
    private String problem;

    Check(long keyId) {
      this.keyId = keyId;
      this.certificate = List.of();
      this.problem = "that key is not in the keyring";
    }

    Check(
        long keyId,
        PGPSignature signature,
        Certificate certificate,
        PGPPublicKey key,
        Set<Integer> types,
        Instant now) {
      this.keyId = keyId;
      this.certificate = List.of(certificate);
      this.problem = objection(signature, types, now);
      if (problem.isEmpty()) {
        Date made = signature.getHashedSubPackets().getSignatureCreationTime();
        problem = certificate.objection(key, made.toInstant()).orElse("");
      }
      if (problem.isEmpty()) {
        start(signature, key);
      }
    }

    private static String objection(PGPSignature signature, Set<Integer> types, Instant now) {
      if (!types.contains(signature.getSignatureType())) {
        return "the signature is of type " + signature.getSignatureType();
      }
      if (!GOOD_HASHES.contains(signature.getHashAlgorithm())) {
        return "the signature's hash is weaker than SHA-256 (algorithm "
            + signature.getHashAlgorithm()
            + ")";
      }
      if (signature.getHashedSubPackets() == null
          || signature.getHashedSubPackets().getSignatureCreationTime() == null) {
        return "the signature does not say when it was made";
      }
      for (int tag : signature.getHashedSubPackets().getCriticalTags()) {
        if (!UNDERSTOOD.contains(tag)) {
          return "the signature has an unknown critical subpacket, " + tag;
        }
      }
      return expired(signature, now);
    }

    /** RFC 9580, section 5.2.3.18: seconds after its creation; 0 or none for ever. */
    private static String expired(PGPSignature signature, Instant now) {
      long seconds = signature.getHashedSubPackets().getSignatureExpirationTime();
      Instant expires =
          signature
              .getHashedSubPackets()
              .getSignatureCreationTime()
              .toInstant()
              .plusSeconds(seconds);
      return seconds != 0 && !now.isBefore(expires) ? "the signature expired, " + expires : "";
    }

    private void start(PGPSignature signature, PGPPublicKey key) {
      try {
        // A copy: a signature keeps state, and another check may hold the same one.
        byte[] encoded = signature.getEncoded();
        PGPSignature own = new PGPSignature(new BCPGInputStream(new ByteArrayInputStream(encoded)));
        own.init(new BcPGPContentVerifierBuilderProvider(), key);
        running.add(own);
      } catch (IOException | PGPException | RuntimeException e) {
        problem = "the signature can't be checked: " + e.getMessage();
      }
    }

    void update(byte[] bytes, int length) {
      running.forEach(s -> s.update(bytes, 0, length));
    }

    String problem() {
      try {
        return running.isEmpty() || running.get(0).verify()
            ? problem
            : "the content does not match the signature";
      } catch (PGPException | RuntimeException e) {
        return "the signature can't be checked: " + e.getMessage();
      }
    }

    Signer signer() {
      return certificate.get(0).signer();
    }

    String id() {
      return String.format(Locale.ROOT, "%016X", keyId);
    }
  }
}
