package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryImage;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.rebuild.ImageDifference;
import io.github.weepython.maven.rebuild.RebuildException;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.trust.AttestedBuild;
import io.github.weepython.maven.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/** Rebuilds an image of a registry from its own attestations, and compares the two. */
public final class RebuildService {
  /** What the verdict is called in the output's folder. */
  public static final String FILE = "rebuild.json";

  private final Environment environment;
  private final Options options;
  private final Progress progress;
  private final InstantSource clock;

  /**
   * How it is done.
   *
   * @param output the folder for all that is downloaded and built
   * @param here this machine's platform, whose image of an index is rebuilt
   * @param policy who must have signed the provenance; without one it is believed
   * @param provenanceOf the image whose attestations say how to build, instead of the compared one
   * @param signer signs the verdict, if anybody does
   */
  public record Options(
      Path output,
      Platform here,
      Optional<TrustPolicy> policy,
      Optional<Digest> provenanceOf,
      Optional<Signer> signer,
      Duration timeout,
      boolean allowInsecure) {}

  public RebuildService(
      Environment environment, Options options, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.options = options;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Rebuilds.
   *
   * @throws RebuildException naming the first file that differs, when the rebuild is another image
   */
  public void rebuild(ImageReference reference) {
    PushSettings settings = environment.reads(options.timeout(), options.allowInsecure());
    String first = reference.digest().or(reference::tag).orElseThrow();
    Path folder = options.output().resolve("rebuild");
    try (RegistryReader registry = new RegistryReader(reference.name(), first, settings)) {
      RegistryImage image = RegistryImage.find(registry, reference, options.here());
      AttestedBuild build =
          new ProvenanceLookup(registry, options.policy(), progress)
              .find(reference, image, options.provenanceOf(), options.here());
      BuiltImage rebuilt =
          build(new RebuildInputs(build, folder.resolve("inputs")), folder.resolve("image"));
      // Also of the same digest: the registry may have other bytes under it.
      List<String> lines =
          ImageDifference.lines(side(registry, image, folder.resolve("original")), side(rebuilt));
      verdict(reference, image, rebuilt, lines, settings);
    } catch (IOException e) {
      throw new RebuildException("%s can't be rebuilt: %s".formatted(reference, Causes.of(e)), e);
    }
  }

  private BuiltImage build(RebuildInputs inputs, Path output) throws IOException {
    Path lock = inputs.lock();
    ImageSpec spec = inputs.spec(environment.project());
    boolean trained = inputs.trained();
    FileUtils.deleteDirectory(output.toFile()); // What an earlier run built proves nothing.
    progress.info(
        "Rebuilding with Python %s; it was built by wee %s"
            .formatted(spec.python(), inputs.version()));
    if (trained) {
      progress.info("Optimized by the profile beside the image, which its provenance names");
    }
    progress.info(
        ("Parts of it that are in the cache %s are reused; -Dwee.cache=<an empty folder>"
                + " builds everything")
            .formatted(environment.cache()));
    List<BuiltImage> built =
        new ImageBuilder(environment.locked(lock), progress, clock).build(spec, output);
    return built.get(built.size() - 1); // A variant comes after the image that it is one of.
  }

  /** Its config, and whatever the registry has as its layers. */
  private static ImageDifference.Side side(
      RegistryReader registry, RegistryImage image, Path folder) throws IOException {
    List<Path> layers = new ArrayList<>();
    for (Digest layer : image.layers()) {
      Path file = folder.resolve(layer.hex());
      registry.downloadUnchecked(layer, file);
      layers.add(file);
    }
    return new ImageDifference.Side(image.manifest(), image.config(registry), layers);
  }

  private static ImageDifference.Side side(BuiltImage built) throws IOException {
    Path layout = built.folder().resolve("oci");
    ManifestWithBlobs image = OciLayoutReader.read(layout, built.digest());
    JsonNode manifest = JSON.readTree(image.manifest());
    List<Path> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      layers.add(blob(layout, layer));
    }
    JsonNode config = JSON.readTree(Files.readAllBytes(blob(layout, manifest.path("config"))));
    return new ImageDifference.Side(manifest, config, layers);
  }

  private static Path blob(Path layout, JsonNode descriptor) {
    return layout.resolve("blobs").resolve(descriptor.path("digest").asText("").replace(':', '/'));
  }

  private void verdict(
      ImageReference reference,
      RegistryImage image,
      BuiltImage rebuilt,
      List<String> lines,
      PushSettings settings) {
    boolean same = rebuilt.digest().equals(image.digest()) && lines.isEmpty();
    Path file = write(reference, image, rebuilt, same, lines);
    options.signer().ifPresent(signer -> sign(signer, reference, image, same, settings));
    if (!same) {
      throw new RebuildException(
          "%s is not what its provenance builds: %s.%n  %s%nSee %s."
              .formatted(
                  reference,
                  difference(image.digest(), rebuilt.digest()),
                  String.join("%n  ".formatted(), lines),
                  file));
    }
    progress.info(
        "Reproduced: the rebuild of %s has the same digest, %s"
            .formatted(reference, image.digest()));
  }

  /** Blobs may be damaged beside a manifest that is whole. */
  private static String difference(Digest image, Digest rebuilt) {
    return image.equals(rebuilt)
        ? "the rebuild has its digest, %s, but what the registry serves does not".formatted(image)
        : "it has the digest %s, the rebuild %s".formatted(image, rebuilt);
  }

  private Path write(
      ImageReference reference,
      RegistryImage image,
      BuiltImage rebuilt,
      boolean same,
      List<String> lines) {
    ObjectNode json = JSON.createObjectNode();
    json.put("reference", reference.toString());
    json.put("digest", image.digest().oci());
    json.put("rebuilt", rebuilt.digest().oci());
    json.put("reproduced", same);
    lines.forEach(json.putArray("differences")::add);
    try {
      Files.createDirectories(options.output());
      return Files.write(
          options.output().resolve(FILE),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    } catch (IOException e) {
      throw OutputException.unwritten(options.output(), e);
    }
  }

  private void sign(
      Signer signer,
      ImageReference reference,
      RegistryImage image,
      boolean same,
      PushSettings settings) {
    new VerdictSigner(signer, new RegistryPublisher(progress))
        .push(reference, image, same, settings);
    progress.info(
        "Signed the verdict with %s and pushed it beside %s@%s"
            .formatted(signer.name(), reference.name(), image.digest().oci()));
  }
}
