package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sigstore.Envelope;
import java.util.Base64;
import java.util.Map;

/**
 * A signed statement about an image: in-toto's statement, in a DSSE envelope, in a Sigstore bundle.
 *
 * @param predicateType what kind of statement it is, as in {@link #SIGNATURE}
 * @param predicate what it states
 */
public record Attestation(String predicateType, JsonNode predicate) {
  /** That somebody stands for the image (cosign 3, sign). */
  public static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

  /** A list of parts, as CycloneDX. */
  public static final String CYCLONEDX = "https://cyclonedx.org/bom";

  /** A list of parts, as SPDX; what cosign calls {@code spdxjson}. */
  public static final String SPDX = "https://spdx.dev/Document";

  /** What it was made of and how (SLSA 1.0). */
  public static final String PROVENANCE = "https://slsa.dev/provenance/v1";

  /** Which weaknesses concern it. The version is left out, as cosign's {@code openvex} has it. */
  public static final String OPENVEX = "https://openvex.dev/ns";

  /** The lock file that gives the same inputs again, as JSON. */
  public static final String LOCK = "https://github.com/weepython/wee-maven-plugin/lock/v1";

  /** What it took for benchmarks, as pyperf's JSON. */
  public static final String BENCHMARKS =
      "https://github.com/weepython/wee-maven-plugin/benchmarks/v1";

  /** That somebody compiled an interpreter that is shared, or stands for it. */
  public static final String INTERPRETER =
      "https://github.com/weepython/wee-maven-plugin/interpreter/v1";

  /** What somebody has verified (SLSA 1.0). */
  public static final String VSA = "https://slsa.dev/verification_summary/v1";

  /** The media type of a profile that is kept beside its image, whose provenance has its digest. */
  public static final String PROFILE = "application/vnd.weepython.profile.v1";

  /** The media type of the bundle, and of the artifact that keeps it. */
  public static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  static final String IN_TOTO = "application/vnd.in-toto+json";

  /** That somebody stands for the image, and nothing else. */
  public static Attestation signature() {
    return new Attestation(SIGNATURE, JSON.createObjectNode());
  }

  /**
   * The bundle; of a key the same bytes each time.
   *
   * @param subject the digest of the image or file
   * @throws SignException when it can't be signed
   */
  public byte[] bundle(Digest subject, Signer signer) {
    byte[] statement = statement(subject);
    Base64.Encoder base64 = Base64.getEncoder();
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("payload", base64.encodeToString(statement));
    envelope.put("payloadType", IN_TOTO);
    envelope
        .putArray("signatures")
        .addObject()
        .put("sig", base64.encodeToString(signer.sign(Envelope.signed(IN_TOTO, statement))));
    ObjectNode bundle = JSON.createObjectNode();
    bundle.put("mediaType", BUNDLE);
    bundle.set("verificationMaterial", signer.material(envelope));
    bundle.set("dsseEnvelope", envelope);
    return bytes(bundle);
  }

  /** Those of the artifact that keeps the bundle; cosign, Trivy and Docker filter by them. */
  public Map<String, String> annotations() {
    return Map.of(
        "dev.sigstore.bundle.content", "dsse-envelope",
        "dev.sigstore.bundle.predicateType", predicateType,
        "in-toto.io/predicate-type", predicateType);
  }

  private byte[] statement(Digest subject) {
    ObjectNode statement = JSON.createObjectNode();
    statement.put("_type", "https://in-toto.io/Statement/v1");
    statement.putArray("subject").addObject().putObject("digest").put("sha256", subject.hex());
    statement.put("predicateType", predicateType);
    statement.set("predicate", predicate);
    return bytes(statement);
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
