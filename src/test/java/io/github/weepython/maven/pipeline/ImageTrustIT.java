package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.RegistryImage;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.SigningKey;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Images in Debian's registry, whole and tampered with. */
class ImageTrustIT extends TrustRig {
  @Test
  void acceptsIndexAndPlatformByAnyOfTheKeys() throws Exception {
    sign(key);
    TrustPolicy policy =
        new TrustPolicy(
            List.of(publicOf(key("new", "ED25519")), publicOf(key)),
            List.of(),
            false,
            Optional.of("https://github.com/weepython/wee-maven-plugin"),
            Optional.empty(),
            TrustPolicy.kinds(List.of("sbom", "provenance", "vex")),
            false);
    TrustReport report = check(policy, ":3.13.5");
    assertThat(report.failures()).isEmpty();
    assertThat(report.table())
        .anyMatch(line -> line.matches("index +signature +ok .*"))
        .anyMatch(line -> line.matches("linux/amd64 +layers +ok .*"))
        .anyMatch(line -> line.matches("linux/amd64 +sbom content +ok .*"))
        .anyMatch(line -> line.matches("linux/amd64 +spdx content +ok .*"))
        .anyMatch(line -> line.matches("index +spdx +ok .*"))
        .noneMatch(line -> line.matches("\\S+ +(lock|benchmarks|vsa) .*"));
    assertThat(JSON.readTree(report.json()).path("trusted").asBoolean()).isTrue();
  }

  @Test
  void acceptsWhatCosignSignedInEitherForm() throws Exception {
    for (String form : List.of("false", "true")) {
      Digest image = images.push((built, pushed, publisher, settings) -> {}).get(1);
      cosignSign(image, form);
      assertThat(check("@" + image.oci()).failures()).isEmpty();
    }
  }

  @Test
  void refusesAnotherKeyAndNamesBoth() throws Exception {
    SigningKey other = key("other", "ED25519");
    sign(other);
    assertThat(check(":3.13.5").failures())
        .anyMatch(
            line ->
                line.contains("index: signature: expected one by one of the signers")
                    && line.contains(key.hint())
                    && line.contains(other.hint()));
  }

  @Test
  void refusesAnImageThatOnlyOneOfTwoRequiredKeysSigned() throws Exception {
    sign(key);
    SigningKey second = key("second", "ED25519");
    TrustPolicy both =
        new TrustPolicy(
            List.of(publicOf(key), publicOf(second)),
            List.of(),
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false);
    assertThat(check(both, ":3.13.5").failures())
        .anyMatch(line -> line.contains("by each signer") && line.contains(second.hint()));
    sign(second);
    assertThat(check(both, ":3.13.5").failures()).isEmpty();
  }

  private List<String> failuresRequiring(String... kinds) {
    return check(requiring(kinds), ":3.13.5").failures();
  }

  @Test
  void requiresEachKindOfStatementThatThePolicyNames() throws Exception {
    sign(key);
    assertThat(failuresRequiring("spdx")).isEmpty();
    assertThat(failuresRequiring("lock", "benchmarks"))
        .containsExactlyInAnyOrder(
            "index: lock: it is not attested, and the policy requires it",
            "index: benchmarks: it is not attested, and the policy requires it",
            "linux/amd64: lock: it is not attested, and the policy requires it",
            "linux/amd64: benchmarks: it is not attested, and the policy requires it");
  }

  @Test
  void requiresOfEachImageAVerdictThatPassed() throws Exception {
    sign(key);
    assertThat(failuresRequiring("vsa"))
        .containsExactly("linux/amd64: vsa: it is not attested, and the policy requires it");
    verdict(false);
    assertThat(failuresRequiring("vsa"))
        .containsExactly("linux/amd64: vsa: expected a verificationResult of PASSED, found FAILED");
    verdict(true);
    assertThat(failuresRequiring("vsa")).isEmpty();
  }

  private RegistryImage verdict(boolean same) throws Exception {
    ImageReference reference = ImageReference.parse(images.name() + ":3.13.5");
    try (RegistryReader reader = new RegistryReader(reference.name(), "3.13.5", settings())) {
      RegistryImage image = RegistryImage.find(reader, reference, Platform.parse("linux/amd64"));
      new VerdictSigner(key, new RegistryPublisher(Progress.NONE))
          .push(reference, image, same, settings());
      return image;
    }
  }

  @Test
  void cosignFindsTheVerdictByTheDigestOfThePlatform() throws Exception {
    sign(key);
    verdict(true);
    Files.writeString(dir.resolve("own.pub"), key.publicPem());
    // As docs/evidence.md has it.
    String digest =
        "$(skopeo inspect --raw --tls-verify=false docker://%s:3.13.5 | jq -r"
                .formatted(images.name())
            + " '.manifests[] | select(.platform.architecture == \"amd64\").digest')";
    String verify =
        "cosign verify-attestation --allow-http-registry --key %s --insecure-ignore-tlog --type %s %s"
            .formatted(dir.resolve("own.pub"), Attestation.VSA, images.name());
    Tool.run("bash", "-ec", verify + "@" + digest);
    assertThatThrownBy(() -> Tool.run("bash", "-ec", verify + ":3.13.5"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void refusesAMissingSignature() throws Exception {
    images.push((built, pushed, publisher, settings) -> {});
    assertThat(check(":3.13.5").failures())
        .hasSize(2)
        .allMatch(line -> line.contains("but it has no signature"));
  }

  @Test
  void refusesAChangedLayer() throws Exception {
    sign(key);
    JsonNode manifest = JSON.readTree(manifest(images.digests().get(1).oci()));
    Digest layer = Digest.parse(manifest.at("/layers/1/digest").asText());
    byte[] bytes = Files.readAllBytes(stored(layer));
    bytes[bytes.length / 2] ^= 1;
    Files.write(stored(layer), bytes);
    assertThat(check(":3.13.5").failures())
        .singleElement()
        .asString()
        .startsWith("linux/amd64: layers: the registry's blob " + layer + " hashes to ");
  }

  /** What an image runs, and as whom, is no layer. */
  @Test
  void refusesAChangedConfig() throws Exception {
    sign(key);
    JsonNode manifest = JSON.readTree(manifest(images.digests().get(1).oci()));
    Digest config = Digest.parse(manifest.at("/config/digest").asText());
    String text = Files.readString(stored(config));
    assertThat(text).contains("\"amd64\"");
    Files.writeString(stored(config), text.replace("\"amd64\"", "\"arm64\""));
    assertThat(check(":3.13.5").failures())
        .anyMatch(line -> line.contains("the registry's blob " + config + " hashes to "));
  }

  @Test
  void refusesAChangedSbom() throws Exception {
    sign(key);
    Digest image = images.digests().get(1);
    byte[] changed =
        new String(bundle(image, sbom("bash", "5.2")), StandardCharsets.UTF_8)
            .replaceFirst("\"sig\":\"....", "\"sig\":\"AAAA")
            .getBytes(StandardCharsets.UTF_8);
    // Where a true one is beside it, a false one proves nothing, as with cosign.
    publish(image, Attestation.CYCLONEDX, changed);
    assertThat(check("@" + image.oci()).failures()).isEmpty();
    removeReferrers(image);
    publish(image, Attestation.SIGNATURE, Attestation.signature().bundle(image, key));
    publish(image, Attestation.CYCLONEDX, changed);
    assertThat(check("@" + image.oci()).failures())
        .singleElement()
        .asString()
        .contains("sbom: no attestation of it holds: it is signed by the key", "or was changed");
  }

  @Test
  void refusesAnSbomThatDoesNotFitTheLayers() throws Exception {
    sign(key);
    Digest image = images.digests().get(1);
    publish(image, Attestation.CYCLONEDX, bundle(image, sbom("bash", "5.2")));
    assertThat(check(":3.13.5").failures())
        .containsExactly(
            "linux/amd64: sbom content: it lists the file /etc/one, which the image lacks; it lists"
                + " bash 5.2, which the image lacks");
  }

  @Test
  void refusesAStatementAboutAnotherImage() throws Exception {
    sign(key);
    Digest image = images.digests().get(1);
    Digest other = Digest.of("another image");
    publish(image, Attestation.CYCLONEDX, bundle(other, sbom("bash", "5.2")));
    assertThat(check(":3.13.5").failures())
        .containsExactly(
            "linux/amd64: sbom: it is about %s, not about this image, %s".formatted(other, image));
  }

  @Test
  void refusesATagThatWasMoved() throws Exception {
    sign(key);
    Digest index = images.digests().get(0);
    assertThat(check(":3.13.5@" + index.oci()).failures()).isEmpty();
    Digest image = images.digests().get(1);
    Tool.run(
        "skopeo",
        "copy",
        "-q",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "docker://" + images.name() + "@" + image.oci(),
        "docker://" + images.name() + ":3.13.5");
    assertThat(check(":3.13.5@" + index.oci()).failures())
        .containsExactly(
            "image: tag: the tag 3.13.5 was moved: expected %s, found %s".formatted(index, image));
  }

  @Test
  void holdsThePolicy() throws Exception {
    images.push(
        (built, pushed, publisher, settings) ->
            new ImageSigner(key, false).sign(built, pushed, publisher, settings, Progress.NONE));
    TrustPolicy policy =
        new TrustPolicy(
            List.of(publicOf(key)),
            List.of(),
            false,
            Optional.of("https://example.com/builder"),
            Optional.of(Suite.TRIXIE),
            TrustPolicy.kinds(List.of("sbom")),
            false);
    assertThat(check(policy, ":3.13.5").failures())
        .containsExactly(
            "index: sbom: it is not attested, and the policy requires it",
            "linux/amd64: sbom: it is not attested, and the policy requires it",
            "linux/amd64: builder: expected https://example.com/builder, found no provenance",
            "linux/amd64: suite: expected Debian 13 (trixie) or newer, found no VERSION_ID in"
                + " usr/lib/os-release");
  }

  private void cosignSign(Digest image, String newForm) throws Exception {
    Path pem = dir.resolve("own.key");
    Path cosign = dir.resolve("cosign" + newForm);
    Tool.run(
        "env",
        "COSIGN_PASSWORD=",
        "cosign",
        "import-key-pair",
        "--yes",
        "--key",
        pem.toString(),
        "--output-key-prefix",
        cosign.toString());
    Tool.run(
        "env",
        "COSIGN_PASSWORD=",
        "cosign",
        "sign",
        "--yes",
        "--key",
        cosign + ".key",
        "--tlog-upload=false",
        "--use-signing-config=false",
        "--new-bundle-format=" + newForm,
        "--allow-http-registry",
        images.name() + "@" + image.oci());
  }
}
