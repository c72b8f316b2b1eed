package io.github.weepython.maven.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;

/**
 * Proof that a log's tree has an entry (RFC 6962, 2.1.1).
 *
 * @param index of the entry in the tree
 * @param size of the tree
 * @param hashes from the entry's neighbour up
 * @param checkpoint what the log signed of its tree
 */
record InclusionProof(
    long index, long size, byte[] rootHash, List<byte[]> hashes, Checkpoint checkpoint) {
  static InclusionProof parse(JsonNode proof) {
    return new InclusionProof(
        Json.number(proof, "logIndex"),
        Json.number(proof, "treeSize"),
        Json.bytes(proof, "rootHash"),
        Json.list(proof.path("hashes")).stream()
            .map(each -> Json.base64(each.asText(""), "inclusion proof"))
            .toList(),
        Checkpoint.parse(Json.text(proof.path("checkpoint"), "envelope")));
  }

  /**
   * Sees that the log signed a tree that has the entry.
   *
   * @throws SigstoreException with the reason why not
   */
  void verify(byte[] body, TrustedRoot.Log log) {
    checkpoint.verify(log);
    if (checkpoint.size() != size || !Arrays.equals(checkpoint.rootHash(), rootHash)) {
      throw new SigstoreException("its inclusion proof is of another tree than the checkpoint");
    }
    if (index >= size || !Arrays.equals(root(body), rootHash)) {
      throw new SigstoreException("its inclusion proof does not lead to the log's tree");
    }
  }

  /** RFC 9162, 2.1.3.2. */
  private byte[] root(byte[] body) {
    byte[] hash = Crypto.sha256(new byte[] {0}, body);
    long node = index;
    long last = size - 1;
    for (byte[] neighbour : hashes) {
      if (last == 0) {
        return new byte[0]; // more hashes than the tree has levels
      }
      if ((node & 1) == 1 || node == last) {
        hash = Crypto.sha256(new byte[] {1}, neighbour, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Crypto.sha256(new byte[] {1}, hash, neighbour);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? hash : new byte[0];
  }
}
