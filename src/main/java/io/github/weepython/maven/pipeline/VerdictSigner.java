package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.Referrers;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryImage;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.spec.ImageReference;
import java.util.List;
import java.util.Map;

/**
 * Attests what a rebuild has shown: SLSA's verification summary (VSA 1.0), without a time, so that
 * the same verdict by the same key is there once.
 */
final class VerdictSigner {
  private static final String HOME = "https://github.com/weepython/wee-maven-plugin";
  private final Signer signer;
  private final RegistryPublisher publisher;

  VerdictSigner(Signer signer, RegistryPublisher publisher) {
    this.signer = signer;
    this.publisher = publisher;
  }

  void push(ImageReference reference, RegistryImage image, boolean same, PushSettings settings) {
    ObjectNode predicate = JSON.createObjectNode();
    predicate.putObject("verifier").put("id", HOME + "/rebuild/v1");
    predicate.put("resourceUri", "oci://" + reference.name() + "@" + image.digest().oci());
    predicate.putObject("policy").put("uri", HOME + "/rebuild/v1#same-digest");
    predicate.put("verificationResult", same ? "PASSED" : "FAILED");
    predicate.putArray("verifiedLevels").add(same ? "WEE_REPRODUCED" : "FAILED");
    predicate.put("slsaVersion", "1.0");
    Attestation statement = new Attestation(Attestation.VSA, predicate);
    ManifestWithBlobs subject =
        new ManifestWithBlobs(image.bytes(), image.mediaType(), Map.of(), List.of());
    publisher.pushArtifact(
        Referrers.about(
            subject,
            Attestation.BUNDLE,
            statement.bundle(image.digest(), signer),
            statement.annotations()),
        image.digest(),
        reference.name(),
        settings);
  }
}
