package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.github.weepython.maven.trust.ImageTrust;
import io.github.weepython.maven.trust.TrustPolicy;
import io.github.weepython.maven.trust.TrustReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Images in Debian's registry, and what is done to them and to what is stated about them. */
abstract class TrustRig {
  static final String P256 = "EC -pkeyopt ec_paramgen_curve:P-256";

  @TempDir Path dir;
  RegistryServer registry;
  SignedImages images;
  SigningKey key;

  @BeforeEach
  final void start() throws Exception {
    registry = RegistryServer.start(dir);
    images = new SignedImages(dir, registry.port());
    key = key("own", P256);
  }

  @AfterEach
  final void stop() throws Exception {
    registry.close();
  }

  final void sign(SigningKey by) throws Exception {
    images.push(
        (built, pushed, publisher, settings) ->
            new ImageSigner(by, true).sign(built, pushed, publisher, settings, Progress.NONE));
  }

  final TrustReport check(String tagOrDigest) {
    return check(TrustPolicy.of(List.of(publicOf(key))), tagOrDigest);
  }

  /** What the key signed, of all of these kinds. */
  final TrustPolicy requiring(String... kinds) {
    return new TrustPolicy(
        List.of(publicOf(key)),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        TrustPolicy.kinds(List.of(kinds)),
        false);
  }

  final TrustReport check(TrustPolicy policy, String tagOrDigest) {
    ImageReference reference = ImageReference.parse(images.name() + tagOrDigest);
    try (RegistryReader reader = new RegistryReader(reference.name(), "3.13.5", settings())) {
      return new ImageTrust(reader, policy, dir.resolve("layers"), Progress.NONE).check(reference);
    }
  }

  final PushSettings settings() {
    return images.settings();
  }

  static JsonNode sbom(String name, String version) throws Exception {
    return JSON.readTree(
        """
        {"bomFormat": "CycloneDX", "components": [
          {"type": "library", "purl": "pkg:deb/debian/%s@%s?arch=amd64"},
          {"type": "file", "name": "/etc/one", "hashes": [{"alg": "SHA-256", "content": "%s"}]}]}
        """
            .formatted(name, version, "ab".repeat(32)));
  }

  final byte[] bundle(Digest subject, JsonNode sbom) {
    return new Attestation(Attestation.CYCLONEDX, sbom).bundle(subject, key);
  }

  final void publish(Digest image, String type, byte[] bundle) throws Exception {
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

  final byte[] manifest(String tagOrDigest) {
    try (RegistryReader reader =
        new RegistryReader(ImageName.parse(images.name()), tagOrDigest, settings())) {
      return reader.manifest(tagOrDigest).orElseThrow().bytes();
    }
  }

  final Path stored(Digest digest) throws Exception {
    try (var all = Files.walk(dir)) {
      return all.filter(file -> file.endsWith(digest.hex() + "/data")).findFirst().orElseThrow();
    }
  }

  final void removeReferrers(Digest subject) throws Exception {
    try (var all = Files.walk(dir)) {
      Path tag =
          all.filter(file -> file.endsWith("_manifests/tags/sha256-" + subject.hex()))
              .findFirst()
              .orElseThrow();
      Tool.run("rm", "-r", tag.toString());
    }
  }

  final SigningKey key(String name, String algorithm) throws Exception {
    Path file = dir.resolve(name + ".key");
    Tool.run(("openssl genpkey -out " + file + " -algorithm " + algorithm).split(" "));
    return KeyFile.read(file, Optional.empty());
  }

  final VerificationKey publicOf(SigningKey signing) {
    try {
      Path file = dir.resolve(signing.hint().replaceAll("\\W", "") + ".pub");
      return VerificationKey.read(Files.writeString(file, signing.publicPem())).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
