package io.github.weepython.maven.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says by its keys, and how many of them, each role signs. */
record TufRoot(TufMetadata metadata) {
  static TufRoot parse(byte[] bytes) {
    return new TufRoot(TufMetadata.parse("root", bytes));
  }

  /**
   * Refuses metadata that too few of its role's keys have signed. A key counts once, by whatever
   * ids it is known.
   *
   * @throws TufException then
   */
  void verify(TufMetadata other) {
    JsonNode role = metadata.signed().path("roles").path(other.role());
    int threshold = role.path("threshold").asInt(0);
    if (threshold < 1) {
      throw TufMetadata.refused(metadata.role(), "it has no threshold for " + other.role());
    }
    Set<String> ids = new LinkedHashSet<>();
    role.path("keyids").forEach(id -> ids.add(id.asText("")));
    byte[] message = CanonicalJson.of(other.signed());
    Set<PublicKey> signers = new HashSet<>();
    for (Map.Entry<String, byte[]> signature : other.signatures().entrySet()) {
      if (ids.contains(signature.getKey())) {
        key(signature.getKey())
            .filter(key -> key.signed(message, signature.getValue()))
            .ifPresent(key -> signers.add(key.key()));
      }
    }
    if (signers.size() < threshold) {
      throw TufMetadata.refused(
          other.role(),
          "version %d is signed by %d of the keys of root version %d, and %d are needed"
              .formatted(other.version(), signers.size(), metadata.version(), threshold));
    }
  }

  private Optional<TufKey> key(String id) {
    return TufKey.parse(metadata.signed().path("keys").path(id));
  }

  /** Whether names of files have their version or digest before them. */
  boolean consistentSnapshot() {
    return metadata.signed().path("consistent_snapshot").asBoolean(false);
  }
}
