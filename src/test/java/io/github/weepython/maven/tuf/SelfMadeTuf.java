package io.github.weepython.maven.tuf;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A TUF repository of a test's own, which may be changed and forged. */
public final class SelfMadeTuf implements TufRepository {
  public static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  static final Instant LATER = NOW.plusSeconds(86_400);

  /**
   * A key and its owner's name, by which it is known.
   *
   * @param scheme as in the metadata
   */
  record Owner(String id, KeyPair pair, String scheme) {
    static Owner named(String id) {
      return ofKind(id, id.startsWith("ed") ? "ed25519" : "ecdsa-sha2-nistp256");
    }

    private static Owner ofKind(String id, String scheme) {
      try {
        boolean ed25519 = scheme.equals("ed25519");
        KeyPairGenerator keys = KeyPairGenerator.getInstance(ed25519 ? "Ed25519" : "EC");
        if (!ed25519) {
          keys.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return new Owner(id, keys.generateKeyPair(), scheme);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    String sign(byte[] message) {
      try {
        Signature signer =
            Signature.getInstance(scheme.equals("ed25519") ? "Ed25519" : "SHA256withECDSA");
        signer.initSign(pair.getPrivate());
        signer.update(message);
        return HexFormat.of().formatHex(signer.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private String encoded() {
      byte[] spki = pair.getPublic().getEncoded();
      return scheme.equals("ed25519")
          ? HexFormat.of().formatHex(Arrays.copyOfRange(spki, spki.length - 32, spki.length))
          : "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
              .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(spki));
    }
  }

  final Map<String, byte[]> files = new HashMap<>();
  final List<String> asked = new ArrayList<>();
  Map<String, List<Owner>> owners = new HashMap<>();
  int threshold = 2;

  /** With a root of two owners and one key for all else, and one target. */
  public SelfMadeTuf(byte[] trustedRoot) {
    owners.put("root", List.of(Owner.named("ann"), Owner.named("ed")));
    Owner machine = Owner.named("machine");
    for (String role : List.of("timestamp", "snapshot", "targets")) {
      owners.put(role, List.of(machine));
    }
    root(1, LATER, owners.get("root"));
    publish(1, trustedRoot);
  }

  @Override
  public Optional<byte[]> fetch(String path, long maxBytes) {
    asked.add(path);
    return Optional.ofNullable(files.get(path));
  }

  public Map<String, byte[]> files() {
    return files;
  }

  public byte[] root(int version) {
    return files.get(version + ".root.json");
  }

  /** A root with the owners as they are now, signed by these. */
  void root(int version, Instant expires, List<Owner> signers) {
    ObjectNode signed = signed("root", version, expires);
    signed.put("consistent_snapshot", true);
    ObjectNode keys = signed.putObject("keys");
    ObjectNode roles = signed.putObject("roles");
    owners.forEach(
        (role, of) -> {
          ObjectNode node = roles.putObject(role);
          node.put("threshold", role.equals("root") ? threshold : 1);
          ArrayNode ids = node.putArray("keyids");
          for (Owner owner : of) {
            ids.add(owner.id());
            ObjectNode key = keys.putObject(owner.id());
            key.put("keytype", owner.scheme().split("-")[0]).put("scheme", owner.scheme());
            key.putObject("keyval").put("public", owner.encoded());
          }
        });
    put(version + ".root.json", signed, signers);
  }

  /** A version of all else. */
  public void publish(int version, byte[] trustedRoot) {
    publish(version, trustedRoot, LATER);
  }

  void publish(int version, byte[] trustedRoot, Instant expires) {
    String sha256 = Digest.of(trustedRoot).hex();
    files.put("targets/" + sha256 + ".trusted_root.json", trustedRoot);
    ObjectNode targets = signed("targets", version, LATER);
    ObjectNode target = targets.putObject("targets").putObject("trusted_root.json");
    target.put("length", trustedRoot.length).putObject("hashes").put("sha256", sha256);
    put(version + ".targets.json", targets, owners.get("targets"));
    ObjectNode snapshot = signed("snapshot", version, LATER);
    snapshot.putObject("meta").putObject("targets.json").put("version", version);
    put(version + ".snapshot.json", snapshot, owners.get("snapshot"));
    ObjectNode timestamp = signed("timestamp", version, expires);
    timestamp.putObject("meta").putObject("snapshot.json").put("version", version);
    put("timestamp.json", timestamp, owners.get("timestamp"));
  }

  /** Changes what a file says, and signs it again or leaves the signatures. */
  void change(String name, UnaryOperator<ObjectNode> change, List<Owner> signers) {
    try {
      ObjectNode file = (ObjectNode) JSON.readTree(files.get(name));
      ObjectNode signed = change.apply((ObjectNode) file.path("signed"));
      if (signers.isEmpty()) {
        files.put(name, JSON.writeValueAsBytes(file.set("signed", signed)));
      } else {
        put(name, signed, signers);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode signed(String role, int version, Instant expires) {
    ObjectNode signed = JSON.createObjectNode();
    // A name that sorts by code points, and text that is not escaped.
    signed.put("x-\uD83D\uDC0D", "a \"quoted\" \\ text\nof two lines").put("x-\uFF5E", "ä");
    return signed
        .put("_type", role)
        .put("spec_version", "1.0.31")
        .put("version", version)
        .put("expires", expires.toString());
  }

  private void put(String name, JsonNode signed, List<Owner> signers) {
    ObjectNode file = JSON.createObjectNode();
    ArrayNode signatures = file.putArray("signatures");
    byte[] message = CanonicalJson.of(signed);
    for (Owner owner : signers) {
      signatures.addObject().put("keyid", owner.id()).put("sig", owner.sign(message));
    }
    file.set("signed", signed);
    files.put(name, file.toPrettyString().getBytes(StandardCharsets.UTF_8));
  }
}
