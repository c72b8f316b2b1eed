package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PublishException;
import io.github.weepython.maven.publish.ReferrersProxy;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.SigningKey;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.trust.AttestedBuild;
import io.github.weepython.maven.trust.ImageTrust;
import io.github.weepython.maven.trust.TrustException;
import io.github.weepython.maven.trust.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody may try who can write to the registry, and has no key. */
class ImageAttacksIT extends TrustRig {
  private Digest image() {
    return images.digests().get(1);
  }

  private List<String> failures() {
    return check("@" + image().oci()).failures();
  }

  /** A bundle of one statement, changed in its envelope. */
  private ObjectNode bundle() throws Exception {
    return (ObjectNode)
        JSON.readTree(
            new Attestation(Attestation.OPENVEX, JSON.createObjectNode()).bundle(image(), key));
  }

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

  @Test
  void aListThatWasForgedProvesNothing() throws Exception {
    sign(key);
    try (ReferrersProxy proxy = new ReferrersProxy(registry.port(), false)) {
      ImageReference reference =
          ImageReference.parse("127.0.0.1:" + proxy.port() + "/team/python@" + image().oci());
      for (String list :
          List.of(
              "[]",
              "no JSON",
              "{\"manifests\": \"none\"}",
              "{\"manifests\": [1, null, {}, {\"digest\": \"sha256:..\"}]}",
              "{\"manifests\": [{\"digest\": \"../../../etc/passwd\"}]}",
              "{\"manifests\": [{\"digest\": \"%s\"}]}".formatted(Digest.of("nothing").oci()),
              // An image is no statement about itself.
              "{\"manifests\": [{\"digest\": \"%s\"}]}".formatted(image().oci()))) {
        proxy.forge(list);
        try (RegistryReader reader =
            new RegistryReader(reference.name(), image().oci(), settings())) {
          assertThat(
                  new ImageTrust(
                          reader,
                          TrustPolicy.of(List.of(publicOf(key))),
                          dir.resolve("layers"),
                          Progress.NONE)
                      .check(reference)
                      .failures())
              .as(list)
              .anyMatch(line -> line.startsWith("linux/amd64: signature: expected one"));
        }
      }
    }
  }

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

  @Test
  void statementsAreReadFromAllPages() throws Exception {
    sign(key);
    try (ReferrersProxy proxy = new ReferrersProxy(registry.port(), false)) {
      ImageReference reference =
          ImageReference.parse("127.0.0.1:" + proxy.port() + "/team/python:3.13.5");
      TrustPolicy policy =
          new TrustPolicy(
              List.of(publicOf(key)),
              List.of(),
              false,
              Optional.empty(),
              Optional.empty(),
              TrustPolicy.kinds(List.of("sbom", "provenance", "vex")),
              false);
      try (RegistryReader reader = new RegistryReader(reference.name(), "3.13.5", settings())) {
        assertThat(reader.referrers(image())).hasSizeGreaterThan(3);
        assertThat(
                new ImageTrust(reader, policy, dir.resolve("layers"), Progress.NONE)
                    .check(reference)
                    .failures())
            .isEmpty();
      }
    }
  }

  @Test
  void pagesWithoutAnEndEnd() throws Exception {
    sign(key);
    try (ReferrersProxy proxy = new ReferrersProxy(registry.port(), true)) {
      ImageReference reference =
          ImageReference.parse("127.0.0.1:" + proxy.port() + "/team/python:3.13.5");
      try (RegistryReader reader = new RegistryReader(reference.name(), "3.13.5", settings())) {
        assertThatThrownBy(() -> reader.referrers(image()))
            .isInstanceOf(PublishException.class)
            .hasMessageContaining("has no end");
      }
    }
  }

  @Test
  void rebuildsBelieveProvenanceByTheRulesOfTheCheck() throws Exception {
    sign(key);
    SigningKey second = key("second", "ED25519");
    assertThat(read(policy(false, "https://github.com/weepython/wee-maven-plugin", second)))
        .isNotNull();
    assertThatThrownBy(() -> read(policy(false, "https://example.com/builder", second)))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("instead of https://example.com/builder");
    TrustPolicy both = policy(true, "https://github.com/weepython/wee-maven-plugin", second);
    assertThatThrownBy(() -> read(both))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("has no provenance attestation that holds");
    assertThat(check(both, "@" + image().oci()).failures())
        .anyMatch(
            line -> line.contains("provenance: no attestation of it holds: it is not signed"));
    sign(second);
    // What one of them alone says besides, such as the verdict of a rebuild, spoils nothing.
    publish(
        image(),
        Attestation.VSA,
        new Attestation(Attestation.VSA, JSON.createObjectNode()).bundle(image(), key));
    assertThat(read(both)).isNotNull();
    assertThat(check(both, "@" + image().oci()).failures()).isEmpty();
  }

  private TrustPolicy policy(boolean all, String builder, SigningKey second) {
    return new TrustPolicy(
        List.of(publicOf(key), publicOf(second)),
        List.of(),
        all,
        Optional.of(builder),
        Optional.empty(),
        List.of(),
        false);
  }

  private AttestedBuild read(TrustPolicy policy) {
    ImageReference reference = ImageReference.parse(images.name() + "@" + image().oci());
    try (RegistryReader reader = new RegistryReader(reference.name(), image().oci(), settings())) {
      return AttestedBuild.read(reader, image(), Optional.of(policy));
    }
  }
}
