package io.github.weepython.maven.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A primary key with its subkeys and user IDs, and when each key may sign (RFC 9580, section 10).
 *
 * <p>What binds these together may be hashed with SHA-1, as in many old certificates: it is taken
 * from a keyring that is trusted as a file. MD5 isn't taken even there. Why Bouncy Castle's own
 * OpenPGPCertificate does not judge here: docs/decisions/0602-who-judges-openpgp-keys.md.
 */
final class Certificate {
  private final PGPPublicKeyRing ring;

  Certificate(PGPPublicKeyRing ring) {
    this.ring = ring;
  }

  Optional<PGPPublicKey> key(long keyId) {
    return Optional.ofNullable(ring.getPublicKey(keyId));
  }

  Keyring.Signer signer() {
    PGPPublicKey primary = ring.getPublicKey();
    Iterator<String> ids = primary.getUserIDs();
    return new Keyring.Signer(
        HexFormat.of().withUpperCase().formatHex(primary.getFingerprint()),
        ids.hasNext() ? ids.next() : "");
  }

  /** Why a signature made then by that key of this certificate does not count, if so. */
  synchronized Optional<String> objection(PGPPublicKey key, Instant when) {
    PGPPublicKey primary = ring.getPublicKey();
    Optional<String> ofPrimary = objection(primary, when, selfSignatures(primary), "key");
    if (ofPrimary.isPresent()) {
      return ofPrimary;
    }
    if (key.isMasterKey()) {
      return newest(selfSignatures(primary)).flatMap(s -> unlessSigning(s, false, "key"));
    }
    List<PGPSignature> bindings = bindings(primary, key);
    Optional<String> ofSubkey = objection(key, when, bindings, "subkey");
    if (ofSubkey.isPresent()) {
      return ofSubkey;
    }
    PGPSignature binding = newest(bindings).orElseThrow();
    return unlessSigning(binding, true, "subkey")
        .or(
            () ->
                agreesToBinding(binding, primary, key)
                    ? Optional.empty()
                    : Optional.of("that subkey did not sign its binding to the certificate"));
  }

  private Optional<String> objection(
      PGPPublicKey key, Instant when, List<PGPSignature> binding, String what) {
    if (isRevoked(key)) {
      return Optional.of("that " + what + " is revoked");
    }
    Optional<PGPSignature> newest = newest(binding);
    if (newest.isEmpty()) {
      return Optional.of("that " + what + " has no valid self-signature");
    }
    Instant created = key.getCreationTime().toInstant();
    if (when.isBefore(created)) {
      return Optional.of("that " + what + " was created later, " + created);
    }
    long seconds = newest.get().getHashedSubPackets().getKeyExpirationTime();
    Instant expires = created.plusSeconds(seconds);
    return seconds != 0 && !when.isBefore(expires)
        ? Optional.of("that " + what + " had expired, " + expires)
        : Optional.empty();
  }

  private static Optional<String> unlessSigning(
      PGPSignature binding, boolean required, String what) {
    PGPSignatureSubpacketVector hashed = binding.getHashedSubPackets();
    boolean said = hashed.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS);
    boolean mayNot = said ? (hashed.getKeyFlags() & KeyFlags.SIGN_DATA) == 0 : required;
    return mayNot ? Optional.of("that " + what + " is not for signing data") : Optional.empty();
  }

  private boolean isRevoked(PGPPublicKey key) {
    PGPPublicKey primary = ring.getPublicKey();
    int type = key.isMasterKey() ? PGPSignature.KEY_REVOCATION : PGPSignature.SUBKEY_REVOCATION;
    return list(key.getSignaturesOfType(type)).stream()
        .anyMatch(
            s ->
                holds(
                    s,
                    primary,
                    () ->
                        key.isMasterKey()
                            ? s.verifyCertification(primary)
                            : s.verifyCertification(primary, key)));
  }

  /** Of user IDs that were not revoked, and those directly on the key. */
  private static List<PGPSignature> selfSignatures(PGPPublicKey primary) {
    List<PGPSignature> found = new ArrayList<>();
    for (PGPSignature s : list(primary.getSignaturesOfType(PGPSignature.DIRECT_KEY))) {
      if (holds(s, primary, () -> s.verifyCertification(primary))) {
        found.add(s);
      }
    }
    for (byte[] id : list(primary.getRawUserIDs())) {
      List<PGPSignature> ofId = new ArrayList<>();
      for (PGPSignature s : list(primary.getSignaturesForID(id))) {
        if (holds(s, primary, () -> s.verifyCertification(id, primary))) {
          ofId.add(s);
        }
      }
      newest(ofId)
          .filter(s -> s.getSignatureType() != PGPSignature.CERTIFICATION_REVOCATION)
          .ifPresent(found::add);
    }
    return found;
  }

  private static List<PGPSignature> bindings(PGPPublicKey primary, PGPPublicKey subkey) {
    return list(subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING)).stream()
        .filter(s -> holds(s, primary, () -> s.verifyCertification(primary, subkey)))
        .toList();
  }

  /** Else anyone could claim a foreign signing key as a subkey of their own. */
  private static boolean agreesToBinding(
      PGPSignature binding, PGPPublicKey primary, PGPPublicKey subkey) {
    for (PGPSignatureSubpacketVector packets :
        List.of(binding.getHashedSubPackets(), binding.getUnhashedSubPackets())) {
      try {
        PGPSignatureList embedded = packets.getEmbeddedSignatures();
        for (PGPSignature s : embedded) {
          if (s.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
              && holds(s, subkey, () -> s.verifyCertification(primary, subkey))) {
            return true;
          }
        }
      } catch (PGPException e) {
        // Unreadable: it agrees to nothing.
      }
    }
    return false;
  }

  private static boolean holds(PGPSignature signature, PGPPublicKey by, Verification verification) {
    if (signature.getKeyID() != by.getKeyID()
        || signature.getHashAlgorithm() == HashAlgorithmTags.MD5
        || signature.getHashedSubPackets() == null) {
      return false;
    }
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), by);
      return verification.verifies();
    } catch (PGPException | RuntimeException e) {
      return false;
    }
  }

  private static Optional<PGPSignature> newest(List<PGPSignature> signatures) {
    return signatures.stream().max(Comparator.comparing(PGPSignature::getCreationTime));
  }

  private static <T> List<T> list(Iterator<T> iterator) {
    List<T> list = new ArrayList<>();
    iterator.forEachRemaining(list::add);
    return list;
  }

  private interface Verification {
    boolean verifies() throws PGPException;
  }
}
