package io.github.weepython.maven.openpgp;

import java.nio.file.Path;
import java.util.List;

/**
 * Trusted OpenPGP certificates (RFC 9580), and what they say of signatures. Only signatures by a
 * key of this keyring count, made while that key was valid, with SHA-256 or better.
 */
public interface Keyring {
  /**
   * The text within a clear-signed message (RFC 9580, section 7), with what stands outside the
   * signature dropped.
   *
   * @param name what messages call it
   * @throws OpenPgpException when no good signature by a key of this keyring is on it; the message
   *     names the key IDs that signed it and the keyring
   */
  Signed verifyClearSigned(String name, byte[] message);

  /**
   * Checks a detached signature, armored or not.
   *
   * @throws OpenPgpException as above
   */
  Signer verifyDetached(String name, Path data, byte[] signature);

  /** Who made a good signature: full key fingerprint in upper-case hex, first user ID. */
  record Signer(String fingerprint, String userId) {}

  /** A clear-signed message's content and its good signatures. */
  record Signed(byte[] content, List<Signer> signers) {}
}
