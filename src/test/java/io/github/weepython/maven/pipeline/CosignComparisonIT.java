package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.Attestation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cosign and whoever pulls refuse, wee refuses too, and nothing else. */
class CosignComparisonIT extends AttackRig {
  @Test
  void cosignsOlderSignatureOfAnotherImageIsNoneOfThis() throws Exception {
    sign(key);
    removeReferrers(image());
    String other = Digest.of("another image").hex();
    String payload =
        "{\"critical\":{\"identity\":{\"docker-reference\":\"\"},\"image\":{\"docker-manifest-digest\":\"sha256:"
            + other
            + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}";
    assertThat(old(payload)).singleElement().asString().endsWith("but it has no signature");
    assertThat(old(payload.replace(other, image().hex()))).isEmpty();
  }

  /** Another statement under the signature of the first. */
  private static ObjectNode reworded(ObjectNode bundle, String words, String others)
      throws Exception {
    ObjectNode envelope = (ObjectNode) bundle.path("dsseEnvelope");
    String statement = new String(envelope.path("payload").binaryValue(), StandardCharsets.UTF_8);
    byte[] changed = statement.replace(words, others).getBytes(StandardCharsets.UTF_8);
    envelope.put("payload", Base64.getEncoder().encodeToString(changed));
    return bundle;
  }

  @Test
  void cosignAndWeeRefuseTheSame() throws Exception {
    sign(key);
    Files.writeString(dir.resolve("own.pub"), key.publicPem());
    cosign("verify-attestation", "--type", "openvex");
    // That of another image.
    ObjectNode other =
        (ObjectNode)
            JSON.readTree(
                new Attestation(Attestation.OPENVEX, JSON.createObjectNode())
                    .bundle(Digest.of("another image"), key));
    // A changed one of this image.
    ObjectNode changed = reworded(bundle(), "\"predicate\":{}", "\"predicate\":{\"a\":1}");
    for (ObjectNode forged : List.of(other, changed)) {
      removeReferrers(image());
      publish(image(), Attestation.SIGNATURE, Attestation.signature().bundle(image(), key));
      publish(image(), Attestation.OPENVEX, JSON.writeValueAsBytes(forged));
      assertThatThrownBy(() -> cosign("verify-attestation", "--type", "openvex"))
          .isInstanceOf(AssertionError.class);
      assertThat(failures()).singleElement().asString().contains("vex: ");
    }
  }

  @Test
  void cosignAndWeeRefuseAChangedSbom() throws Exception {
    sign(key);
    Files.writeString(dir.resolve("own.pub"), key.publicPem());
    cosign("verify-attestation", "--type", "cyclonedx");
    ObjectNode own = (ObjectNode) JSON.readTree(bundle(image(), sbom("bash", "5.2")));
    ObjectNode changed = reworded(own, "bash@5.2", "bash@5.3");
    removeReferrers(image());
    publish(image(), Attestation.SIGNATURE, Attestation.signature().bundle(image(), key));
    publish(image(), Attestation.CYCLONEDX, JSON.writeValueAsBytes(changed));
    cosign("verify");
    assertThatThrownBy(() -> cosign("verify-attestation", "--type", "cyclonedx"))
        .isInstanceOf(AssertionError.class);
    assertThat(failures()).singleElement().asString().contains("sbom: no attestation of it holds");
  }

  /**
   * cosign looks at manifests alone; whoever pulls compares the layers' digests, and so does wee.
   */
  @Test
  void aChangedLayerIsRefusedByWeeAndByWhoeverPulls() throws Exception {
    sign(key);
    Files.writeString(dir.resolve("own.pub"), key.publicPem());
    JsonNode manifest = JSON.readTree(manifest(image().oci()));
    Digest layer = Digest.parse(manifest.at("/layers/0/digest").asText());
    pull();
    byte[] bytes = Files.readAllBytes(stored(layer));
    bytes[bytes.length / 2] ^= 1;
    Files.write(stored(layer), bytes);
    cosign("verify");
    assertThatThrownBy(this::pull)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(layer.hex());
    assertThat(failures())
        .singleElement()
        .asString()
        .startsWith("linux/amd64: layers: the registry's blob " + layer + " hashes to ");
  }

  private void pull() throws Exception {
    Path layout = Files.createTempDirectory(dir, "pulled");
    Tool.run(
        "skopeo",
        "copy",
        "-q",
        "--src-tls-verify=false",
        "docker://" + images.name() + "@" + image().oci(),
        "oci:" + layout);
  }

  private void cosign(String goal, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("cosign", goal, "--key", dir.resolve("own.pub").toString()));
    command.addAll(List.of("--insecure-ignore-tlog", "--allow-http-registry"));
    command.addAll(List.of(more));
    command.add(images.name() + "@" + image().oci());
    Tool.run(command.toArray(String[]::new));
  }

  /** What holds of an image that has a signature of the older form alone. */
  private List<String> old(String payload) throws Exception {
    byte[] signature = key.sign(payload.getBytes(StandardCharsets.UTF_8));
    Path layout = dir.resolve("old-" + Digest.of(payload).hex());
    Digest layer = Digest.of(payload);
    Digest config = Digest.of("{}");
    String manifest =
        """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "size": 2, "digest": "%s"},
        "layers": [{"mediaType": "application/vnd.dev.cosign.simplesigning.v1+json", "size": %d,
        "digest": "%s", "annotations": {"dev.cosignproject.cosign/signature": "%s"}}]}
        """
            .formatted(
                config.oci(),
                payload.length(),
                layer.oci(),
                Base64.getEncoder().encodeToString(signature));
    Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.writeString(blobs.resolve(layer.hex()), payload);
    Files.writeString(blobs.resolve(config.hex()), "{}");
    Files.writeString(blobs.resolve(Digest.of(manifest).hex()), manifest);
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
    Files.writeString(
        layout.resolve("index.json"),
        "{\"schemaVersion\": 2, \"manifests\": [{\"mediaType\": \"application/vnd.oci.image.manifest.v1+json\", \"size\": %d, \"digest\": \"%s\"}]}"
            .formatted(manifest.length(), Digest.of(manifest).oci()));
    Tool.run(
        "skopeo",
        "copy",
        "-q",
        "--dest-tls-verify=false",
        "oci:" + layout,
        "docker://" + images.name() + ":sha256-" + image().hex() + ".sig");
    return failures();
  }
}
