package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.bench.BenchmarkTimes;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.Referrers;
import io.github.weepython.maven.metadata.Provenance;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PublishException;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.sbom.CycloneDx;
import io.github.weepython.maven.sbom.Spdx;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.vex.OpenVex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Signs an image that was pushed, and what is known about it: artifacts beside it. */
public final class ImageSigner {
  private static final String CREATED = "org.opencontainers.image.created";

  /** The files beside an image, and what kind of statement each is. */
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              CycloneDx.FILE,
              Attestation.CYCLONEDX,
              Spdx.FILE,
              Attestation.SPDX,
              Provenance.FILE,
              Attestation.PROVENANCE,
              OpenVex.FILE,
              Attestation.OPENVEX));

  private final Signer signer;
  private final boolean attest;

  /**
   * A signer.
   *
   * @param attest whether SBOM, provenance, VEX and what was measured are attested too
   */
  public ImageSigner(Signer signer, boolean attest) {
    this.signer = signer;
    this.attest = attest;
  }

  /**
   * Signs the image, and of an index each platform's too. People verify by tag, so the index has
   * the statements about its images as well.
   */
  void sign(
      BuiltImage image,
      ManifestWithBlobs pushed,
      RegistryPublisher publisher,
      PushSettings settings,
      Progress progress) {
    Map<Digest, Path> folders = IndexWriter.folders(image);
    List<Attestation> all = new ArrayList<>();
    all.add(Attestation.signature());
    for (ManifestWithBlobs member : pushed.members()) {
      Path folder = folders.get(member.digest());
      if (folder == null) {
        continue; // Statements of BuildKit's form stand in the index too, whose signature is
        // theirs.
      }
      List<Attestation> own = attestations(folder, member.digest());
      all.addAll(own);
      attach(Attestation.signature(), member, image, publisher, settings);
      profile(folder, member)
          .ifPresent(p -> publisher.pushArtifact(p, member.digest(), image.name(), settings));
      own.forEach(each -> attach(each, member, image, publisher, settings));
    }
    if (pushed.members().isEmpty()) {
      all.addAll(attestations(image.folder(), pushed.digest()));
      profile(image.folder(), pushed)
          .ifPresent(p -> publisher.pushArtifact(p, pushed.digest(), image.name(), settings));
    }
    all.forEach(each -> attach(each, pushed, image, publisher, settings));
    progress.info(
        "Signed %s@%s with %s: %d statements"
            .formatted(image.name(), pushed.digest().oci(), signer.name(), all.size()));
  }

  /** Provenance has its digest, so that it needs no signature of its own. */
  private Optional<ManifestWithBlobs> profile(Path folder, ManifestWithBlobs subject) {
    Path file = folder.resolve(RebuildRecipe.PROFILE);
    if (!attest || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Referrers.about(subject, Attestation.PROFILE, Files.readAllBytes(file), Map.of()));
    } catch (IOException e) {
      throw new PublishException(file + " can't be read. Build the image anew: mvn package", e);
    }
  }

  private void attach(
      Attestation statement,
      ManifestWithBlobs subject,
      BuiltImage image,
      RegistryPublisher publisher,
      PushSettings settings) {
    Map<String, String> annotations = new TreeMap<>(statement.annotations());
    String created = json(subject.manifest()).path("annotations").path(CREATED).asText("");
    if (!created.isEmpty()) {
      annotations.put(CREATED, created);
    }
    ManifestWithBlobs artifact =
        Referrers.about(
            subject, Attestation.BUNDLE, statement.bundle(subject.digest(), signer), annotations);
    publisher.pushArtifact(artifact, subject.digest(), image.name(), settings);
  }

  private List<Attestation> attestations(Path folder, Digest image) {
    List<Attestation> all = new ArrayList<>();
    if (attest) {
      FILES.forEach((file, type) -> all.add(new Attestation(type, read(folder.resolve(file)))));
      Path lock = folder.resolve(RebuildRecipe.LOCK);
      if (Files.exists(lock)) {
        all.add(new Attestation(Attestation.LOCK, read(lock)));
      }
      benchmarks(folder, image).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Attestation> benchmarks(Path folder, Digest image) {
    try {
      return BenchmarkTimes.beside(folder, image)
          .map(suite -> new Attestation(Attestation.BENCHMARKS, suite));
    } catch (IOException e) {
      throw new PublishException(
          "%s can't be read: %s. Remove it, or measure anew: mvn wee:benchmark"
              .formatted(folder.resolve(BenchmarkTimes.FILE), Causes.of(e)),
          e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return json(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new PublishException(
          "<attest> or -Dwee.attest needs a file that can't be read: %s.%nBuild the image anew: mvn package"
              .formatted(Causes.of(e)),
          e);
    }
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new PublishException("What is to be signed is not JSON. Build the image anew.", e);
    }
  }
}
