package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.HumanSize;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.image.Referrers;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PublishException;
import io.github.weepython.maven.publish.PushResult;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The way from the files of a build to a registry. */
public final class ImagePusher {
  /** CycloneDX's media type, as IANA has it. */
  private static final String CYCLONEDX = "application/vnd.cyclonedx+json";

  private final Environment environment;
  private final PushOptions wishes;
  private final Progress progress;

  public ImagePusher(Environment environment, PushOptions wishes, Progress progress) {
    this.environment = environment;
    this.wishes = wishes;
    this.progress = progress;
  }

  /** Pushes an image with its tags: what the registry lacks. */
  public void push(BuiltImage image) {
    PushSettings settings = environment.pushes(wishes);
    RegistryPublisher publisher = new RegistryPublisher(progress);
    long begin = System.nanoTime();
    if (publisher.isThere(image.digest(), image.name(), image.tags(), settings)) {
      progress.info("Nothing to push: %s is there already".formatted(image.reference()));
    } else {
      Duration gone = Duration.ofNanos(System.nanoTime() - begin);
      tell(image, publisher.push(bundle(image), image.name(), image.tags(), settings.after(gone)));
    }
    if (wishes.sbom()) {
      pushSboms(image, publisher, settings);
    }
    wishes
        .signer()
        .ifPresent(signer -> signer.sign(image, bundle(image), publisher, settings, progress));
  }

  private static ManifestWithBlobs bundle(BuiltImage image) {
    return OciLayoutReader.read(image.folder().resolve("oci"), image.digest());
  }

  private void tell(BuiltImage image, PushResult result) {
    progress.info(
        "Pushed %s@%s: %d blobs sent (%s), %d there already"
            .formatted(
                image.name(),
                result.digest().oci(),
                result.blobsSent(),
                HumanSize.megabytes(result.bytesSent()),
                result.blobsThere()));
  }

  private void pushSboms(BuiltImage image, RegistryPublisher publisher, PushSettings settings) {
    ManifestWithBlobs pushed = bundle(image);
    List<ManifestWithBlobs> images =
        pushed.members().isEmpty() ? List.of(pushed) : pushed.members();
    Map<Digest, Path> folders = IndexWriter.folders(image);
    for (ManifestWithBlobs blobs : images) {
      if (!folders.containsKey(blobs.digest())) {
        continue; // Statements of BuildKit's form stand in the index too.
      }
      byte[] sbom = sbom(folders.get(blobs.digest()));
      ManifestWithBlobs artifact = Referrers.about(blobs, CYCLONEDX, sbom, Map.of());
      publisher.pushArtifact(artifact, blobs.digest(), image.name(), settings);
      progress.info(
          "Pushed the SBOM of %s@%s: %s"
              .formatted(image.name(), blobs.digest().oci(), artifact.digest().oci()));
    }
  }

  private static byte[] sbom(Path folder) {
    try {
      return Files.readAllBytes(folder.resolve("sbom.cdx.json"));
    } catch (IOException e) {
      throw new PublishException(
          "<pushSbom> or -Dwee.pushSbom needs the image's SBOM, which can't be read: %s.%nBuild"
                  .formatted(Causes.of(e))
              + " the image anew: mvn package",
          e);
    }
  }
}
