package io.github.weepython.maven.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Brings a file up to date by the workflow of the specification's section 5: roots one after the
 * other, each signed by the one before; then timestamp, snapshot, targets and the file. Delegated
 * targets are not looked at.
 */
public final class TufClient {
  private static final long MAX_ROOT = 512_000;
  private static final long MAX_TIMESTAMP = 16_384;
  private static final long MAX_SNAPSHOT = 2_000_000;
  private static final long MAX_TARGETS = 5_000_000;

  /** So that nobody keeps a client busy for ever. */
  private static final int MAX_ROTATIONS = 256;

  private static final String VERSION = "version";
  private static final String SNAPSHOT = "snapshot.json";

  private final byte[] shippedRoot;
  private final TufRepository repository;
  private final TufState state;
  private final InstantSource clock;

  /**
   * @param shippedRoot a root.json that is trusted; it may have expired since
   * @param state what this client keeps of the same repository
   * @param clock says what has expired
   */
  public TufClient(
      byte[] shippedRoot, TufRepository repository, TufState state, InstantSource clock) {
    this.shippedRoot = shippedRoot.clone();
    this.repository = repository;
    this.state = state;
    this.clock = clock;
  }

  /**
   * The file as its owners have it now.
   *
   * @param target such as {@code trusted_root.json}
   * @param maxBytes of the file; more is refused
   * @throws TufException when something is forged, older than what was seen before, or expired
   */
  public byte[] fetch(String target, long maxBytes) {
    TufRoot root = latestRoot();
    root.metadata().requireCurrent(clock);
    TufMetadata timestamp = timestamp(root);
    TufMetadata snapshot = snapshot(root, timestamp);
    TufMetadata targets = targets(root, snapshot);
    return file(root, targets, target, maxBytes);
  }

  /** Up from the newer of the one that was shipped and the one that was seen last. */
  private TufRoot latestRoot() {
    TufRoot shipped = TufRoot.parse(shippedRoot);
    TufRoot root =
        state
            .load("root.json")
            .map(TufRoot::parse)
            .filter(kept -> kept.metadata().version() > shipped.metadata().version())
            .orElse(shipped);
    for (int rotations = 0; rotations < MAX_ROTATIONS; rotations++) {
      Optional<TufRoot> next = next(root);
      if (next.isEmpty()) {
        return root;
      }
      root = next.get();
      state.save("root.json", root.metadata().bytes());
    }
    throw TufMetadata.refused("root", "more than %d new versions".formatted(MAX_ROTATIONS));
  }

  private Optional<TufRoot> next(TufRoot root) {
    long version = root.metadata().version() + 1;
    Optional<TufRoot> next = repository.fetch(version + ".root.json", MAX_ROOT).map(TufRoot::parse);
    next.ifPresent(
        newer -> {
          root.verify(newer.metadata());
          newer.verify(newer.metadata());
          requireVersion(newer.metadata(), version);
        });
    return next;
  }

  private TufMetadata timestamp(TufRoot root) {
    TufMetadata timestamp = verified(root, "timestamp", "timestamp.json", MAX_TIMESTAMP);
    kept(root, "timestamp")
        .ifPresent(
            seen -> {
              requireNotOlder("timestamp", timestamp.version(), seen.version());
              requireNotOlder(
                  "snapshot", versionOf(timestamp, SNAPSHOT), versionOf(seen, SNAPSHOT));
            });
    timestamp.requireCurrent(clock);
    state.save("timestamp.json", timestamp.bytes());
    return timestamp;
  }

  /** 0 if it isn't listed. */
  private static long versionOf(TufMetadata metadata, String name) {
    JsonNode file = metadata.files("meta").get(name);
    return file == null ? 0 : file.path(VERSION).asLong(0);
  }

  private TufMetadata snapshot(TufRoot root, TufMetadata timestamp) {
    JsonNode expected = entry(timestamp, "meta", SNAPSHOT);
    TufMetadata snapshot = listed(root, "snapshot", expected, MAX_SNAPSHOT);
    kept(root, "snapshot")
        .ifPresent(
            seen ->
                seen.files("meta")
                    .forEach(
                        (name, file) ->
                            requireNotOlder(
                                name.replace(".json", ""),
                                versionOf(snapshot, name),
                                file.path(VERSION).asLong(0))));
    state.save(SNAPSHOT, snapshot.bytes());
    return snapshot;
  }

  private TufMetadata targets(TufRoot root, TufMetadata snapshot) {
    JsonNode expected = entry(snapshot, "meta", "targets.json");
    TufMetadata targets = listed(root, "targets", expected, MAX_TARGETS);
    state.save("targets.json", targets.bytes());
    return targets;
  }

  private byte[] file(TufRoot root, TufMetadata targets, String name, long maxBytes) {
    JsonNode expected = entry(targets, "targets", name);
    String sha256 = expected.path("hashes").path("sha256").asText("");
    if (sha256.isEmpty() || !expected.path("length").canConvertToLong()) {
      throw TufMetadata.refused("targets", "it has no SHA-256 or no length of " + name);
    }
    String path = "targets/" + (root.consistentSnapshot() ? sha256 + "." : "") + name;
    byte[] bytes =
        repository
            .fetch(path, Math.min(maxBytes, expected.path("length").asLong()))
            .orElseThrow(() -> new TufException(path + ": the repository lacks it"));
    requireContent(path, bytes, expected);
    return bytes;
  }

  /** Metadata that another one lists by version, perhaps with length and digests. */
  private TufMetadata listed(TufRoot root, String role, JsonNode expected, long maxBytes) {
    long version = expected.path(VERSION).asLong(0);
    String name = (root.consistentSnapshot() ? version + "." : "") + role + ".json";
    TufMetadata metadata = verified(root, role, name, expected.path("length").asLong(maxBytes));
    requireContent(name, metadata.bytes(), expected);
    requireVersion(metadata, version);
    metadata.requireCurrent(clock);
    return metadata;
  }

  private TufMetadata verified(TufRoot root, String role, String name, long maxBytes) {
    byte[] bytes =
        repository
            .fetch(name, maxBytes)
            .orElseThrow(() -> new TufException(name + ": the repository lacks it"));
    TufMetadata metadata = TufMetadata.parse(role, bytes);
    root.verify(metadata);
    return metadata;
  }

  /**
   * What was seen last, unless the root has other keys for it by now: then its owners have begun
   * anew, perhaps since somebody had counted versions up.
   */
  private Optional<TufMetadata> kept(TufRoot root, String role) {
    return state
        .load(role + ".json")
        .flatMap(
            bytes -> {
              try {
                TufMetadata metadata = TufMetadata.parse(role, bytes);
                root.verify(metadata);
                return Optional.of(metadata);
              } catch (TufException e) {
                return Optional.empty();
              }
            });
  }

  private static JsonNode entry(TufMetadata metadata, String list, String name) {
    JsonNode file = metadata.files(list).get(name);
    if (file == null) {
      throw TufMetadata.refused(metadata.role(), "it lists no " + name);
    }
    return file;
  }

  private static void requireVersion(TufMetadata metadata, long version) {
    if (metadata.version() != version) {
      throw TufMetadata.refused(
          metadata.role(), "its version is %d, expected %d".formatted(metadata.version(), version));
    }
  }

  private static void requireNotOlder(String role, long version, long seen) {
    if (version < seen) {
      throw TufMetadata.refused(
          role, "version %d is older than %d, which was seen before".formatted(version, seen));
    }
  }

  private static void requireContent(String path, byte[] bytes, JsonNode expected) {
    if (expected.has("length") && bytes.length != expected.path("length").asLong()) {
      throw new TufException(
          "%s: it has %d bytes, expected %s"
              .formatted(path, bytes.length, expected.path("length")));
    }
    String sha256 = expected.path("hashes").path("sha256").asText("");
    String found = Digest.of(bytes).hex();
    if (!sha256.isEmpty() && !sha256.equals(found)) {
      throw new TufException("%s: its SHA-256 is %s, expected %s".formatted(path, found, sha256));
    }
  }
}
