package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What somebody may try who can write to the registry, and has no key. */
class ImageAttacksIT extends AttackRig {
  @Test
  void aSignatureOfTheIndexAloneIsNoneOfItsImages() throws Exception {
    sign(key);
    removeReferrers(image());
    assertThat(check(":3.13.5").failures())
        .singleElement()
        .asString()
        .startsWith("linux/amd64: signature: expected one by")
        .endsWith("but it has no signature");
  }

  @Test
  void aStatementWhoseKindWasChangedIsRefused() throws Exception {
    sign(key);
    removeReferrers(image());
    publish(image(), Attestation.SIGNATURE, Attestation.signature().bundle(image(), key));
    ObjectNode bundle = bundle();
    ObjectNode envelope = (ObjectNode) bundle.path("dsseEnvelope");
    String statement =
        new String(envelope.path("payload").binaryValue(), StandardCharsets.UTF_8)
            .replace(Attestation.OPENVEX, Attestation.PROVENANCE);
    envelope.put(
        "payload", Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8)));
    publish(image(), Attestation.PROVENANCE, JSON.writeValueAsBytes(bundle));
    assertThat(failures())
        .singleElement()
        .asString()
        .contains("provenance: no attestation of it holds", "or was changed since");
  }

  @Test
  void whatTheRegistryCallsAStatementIsNotWhatItIs() throws Exception {
    sign(key);
    removeReferrers(image());
    publish(image(), Attestation.SIGNATURE, Attestation.signature().bundle(image(), key));
    publish(image(), Attestation.PROVENANCE, JSON.writeValueAsBytes(bundle()));
    assertThat(check(requiring("provenance", "vex"), "@" + image().oci()).failures())
        .containsExactly("linux/amd64: provenance: it is not attested, and the policy requires it");
  }

  @Test
  void whatTheKeySignedForAnotherPurposeIsNoStatement() throws Exception {
    sign(key);
    removeReferrers(image());
    ObjectNode bundle = bundle();
    ObjectNode envelope = (ObjectNode) bundle.path("dsseEnvelope");
    byte[] payload = envelope.path("payload").binaryValue();
    String type = "text/plain";
    String head = "DSSEv1 %d %s %d ".formatted(type.length(), type, payload.length);
    byte[] message =
        (head + new String(payload, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    envelope.put("payloadType", type);
    ((ObjectNode) envelope.at("/signatures/0"))
        .put("sig", Base64.getEncoder().encodeToString(key.sign(message)));
    publish(image(), Attestation.OPENVEX, JSON.writeValueAsBytes(bundle));
    assertThat(failures())
        .anyMatch(line -> line.contains("its payload is of type 'text/plain', not a statement"));
  }

  @Test
  void oneOfSeveralSignaturesMustHold() throws Exception {
    sign(key);
    SigningKey other = key("other", "ED25519");
    ObjectNode bundle = bundle();
    JsonNode signatures = bundle.at("/dsseEnvelope/signatures");
    ObjectNode first = (ObjectNode) signatures.get(0);
    String good = first.path("sig").asText();
    ObjectNode forged =
        (ObjectNode)
            JSON.readTree(
                new Attestation(Attestation.OPENVEX, JSON.createObjectNode())
                    .bundle(image(), other));
    String bad = forged.at("/dsseEnvelope/signatures/0/sig").asText();
    first.put("sig", bad);
    ((ArrayNode) signatures).addObject().put("sig", good);
    removeReferrers(image());
    publish(image(), Attestation.SIGNATURE, Attestation.signature().bundle(image(), key));
    publish(image(), Attestation.OPENVEX, JSON.writeValueAsBytes(bundle));
    assertThat(failures()).isEmpty();

    ((ObjectNode) signatures.get(1)).put("sig", bad);
    removeReferrers(image());
    publish(image(), Attestation.SIGNATURE, Attestation.signature().bundle(image(), key));
    publish(image(), Attestation.OPENVEX, JSON.writeValueAsBytes(bundle));
    assertThat(failures()).singleElement().asString().contains("vex: no attestation of it holds");
  }

  @Test
  void aBundleThatWasChangedInTheRegistryIsRefused() throws Exception {
    sign(key);
    JsonNode list = JSON.readTree(manifest("sha256-" + image().hex()));
    for (JsonNode referrer : list.path("manifests")) {
      if (referrer.toString().contains(Attestation.CYCLONEDX)) {
        JsonNode artifact = JSON.readTree(manifest(referrer.path("digest").asText()));
        Path blob = stored(Digest.parse(artifact.at("/layers/0/digest").asText()));
        Files.writeString(blob, Files.readString(blob) + " ");
      }
    }
    assertThat(failures())
        .singleElement()
        .asString()
        .contains("sbom: no attestation of it holds: the registry's blob", "hashes to");
  }
}
