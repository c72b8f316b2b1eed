package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.Referrers;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.publish.RegistryServer;
import io.github.weepython.maven.publish.SignedImages;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.KeyFile;
import io.github.weepython.maven.sign.SigningKey;
import io.github.weepython.maven.sign.VerificationKey;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.trust.ImageTrust;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in Debian's registry, whole and tampered with. */
class ImageTrustIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String P256 = "EC -pkeyopt ec_paramgen_curve:P-256";

  @TempDir Path dir;
  private RegistryServer registry;
  private SignedImages images;
  private SigningKey key;

  @BeforeEach
  void start() throws Exception {
    registry = RegistryServer.start(dir);
    images = new SignedImages(dir, registry.port());
    key = key("own", P256);
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

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
        .anyMatch(line -> line.matches("linux/amd64 +sbom content +ok .*"));
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

  private void sign(SigningKey by) throws Exception {
    images.push(
        (built, pushed, publisher, settings) ->
            new ImageSigner(by, true).sign(built, pushed, publisher, settings, Progress.NONE));
  }

  private TrustReport check(String tagOrDigest) {
    return check(TrustPolicy.of(List.of(publicOf(key))), tagOrDigest);
  }

  private TrustReport check(TrustPolicy policy, String tagOrDigest) {
    ImageReference reference = ImageReference.parse(images.name() + tagOrDigest);
    try (RegistryReader reader = new RegistryReader(reference.name(), "3.13.5", settings())) {
      return new ImageTrust(reader, policy, dir.resolve("layers"), Progress.NONE).check(reference);
    }
  }

  private PushSettings settings() {
    return images.settings();
  }

  private static JsonNode sbom(String name, String version) throws Exception {
    return JSON.readTree(
        """
        {"bomFormat": "CycloneDX", "components": [
          {"type": "library", "purl": "pkg:deb/debian/%s@%s?arch=amd64"},
          {"type": "file", "name": "/etc/one", "hashes": [{"alg": "SHA-256", "content": "%s"}]}]}
        """
            .formatted(name, version, "ab".repeat(32)));
  }

  private byte[] bundle(Digest subject, JsonNode sbom) {
    return new Attestation(Attestation.CYCLONEDX, sbom).bundle(subject, key);
  }

  private void publish(Digest image, String type, byte[] bundle) throws Exception {
    ManifestWithBlobs subject =
        new ManifestWithBlobs(
            manifest(image.oci()),
            "application/vnd.oci.image.manifest.v1+json",
            Map.of(),
            List.of());
    ManifestWithBlobs artifact =
        Referrers.about(
            subject, Attestation.BUNDLE, bundle, Map.of("dev.sigstore.bundle.predicateType", type));
    new RegistryPublisher(Progress.NONE)
        .pushArtifact(artifact, image, ImageName.parse(images.name()), settings());
  }

  private byte[] manifest(String tagOrDigest) {
    try (RegistryReader reader =
        new RegistryReader(ImageName.parse(images.name()), tagOrDigest, settings())) {
      return reader.manifest(tagOrDigest).orElseThrow().bytes();
    }
  }

  private Path stored(Digest digest) throws Exception {
    try (var all = Files.walk(dir)) {
      return all.filter(file -> file.endsWith(digest.hex() + "/data")).findFirst().orElseThrow();
    }
  }

  private void removeReferrers(Digest subject) throws Exception {
    try (var all = Files.walk(dir)) {
      Path tag =
          all.filter(file -> file.endsWith("_manifests/tags/sha256-" + subject.hex()))
              .findFirst()
              .orElseThrow();
      Tool.run("rm", "-r", tag.toString());
    }
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

  private SigningKey key(String name, String algorithm) throws Exception {
    Path file = dir.resolve(name + ".key");
    Tool.run(("openssl genpkey -out " + file + " -algorithm " + algorithm).split(" "));
    return KeyFile.read(file, Optional.empty());
  }

  private VerificationKey publicOf(SigningKey signing) {
    try {
      Path file = dir.resolve(signing.hint().replaceAll("\\W", "") + ".pub");
      return VerificationKey.read(Files.writeString(file, signing.publicPem())).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
