package io.github.weepython.maven.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An envelope of DSSE (its protocol.md and envelope.md) with in-toto's statement in it. */
public final class Envelope {
  private static final String IN_TOTO = "application/vnd.in-toto+json";

  private Envelope() {}

  static byte[] payload(JsonNode envelope) {
    String type = Json.text(envelope, "payloadType");
    if (!type.equals(IN_TOTO)) {
      throw new SigstoreException("its payload is %s; expected %s".formatted(type, IN_TOTO));
    }
    return Json.bytes(envelope, "payload");
  }

  static byte[] signature(JsonNode envelope) {
    List<JsonNode> signatures = Json.list(envelope.path("signatures"));
    if (signatures.size() != 1) {
      throw new SigstoreException(
          "it has %d signatures; a bundle has one".formatted(signatures.size()));
    }
    return Json.bytes(signatures.get(0), "sig");
  }

  /** What was signed of in-toto's statement. */
  static byte[] signed(byte[] payload) {
    return signed(IN_TOTO, payload);
  }

  /** What is signed of a payload of a type: DSSE's pre-authentication encoding. */
  public static byte[] signed(String type, byte[] payload) {
    int length = type.getBytes(StandardCharsets.UTF_8).length;
    String head = "DSSEv1 %s %s %s ".formatted(length, type, payload.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    all.writeBytes(payload);
    return all.toByteArray();
  }
}
