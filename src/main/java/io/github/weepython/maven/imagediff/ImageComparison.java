package io.github.weepython.maven.imagediff;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.bench.BenchmarkTimes;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.publish.RegistryImage;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.trust.AttestedBenchmarks;
import io.github.weepython.maven.trust.LayerContents;
import io.github.weepython.maven.vex.SecurityTracker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads two images, each out of a registry or a folder of wee's output, and compares them. */
public final class ImageComparison {
  private final Function<ImageReference, RegistryReader> registries;
  private final Platform platform;
  private final Function<Set<String>, Optional<SecurityTracker>> tracker;
  private final Path scratch;

  /**
   * A comparison.
   *
   * @param platform which image of an index
   * @param tracker what Debian knows of some source packages, if it is asked
   * @param scratch an empty folder for one layer at a time
   */
  public ImageComparison(
      Function<ImageReference, RegistryReader> registries,
      Platform platform,
      Function<Set<String>, Optional<SecurityTracker>> tracker,
      Path scratch) {
    this.tracker = tracker;
    this.registries = registries;
    this.platform = platform;
    this.scratch = scratch;
  }

  /** Whether a text names a folder with an image in it rather than a registry's. */
  public static Optional<Path> layout(Path named) {
    return List.of(named, named.resolve("oci")).stream()
        .filter(folder -> Files.isRegularFile(folder.resolve("oci-layout")))
        .findFirst();
  }

  /**
   * What changed, in words.
   *
   * @param before a folder, or a reference
   * @throws ImageDiffException when one of them can't be read
   */
  public List<String> compare(String before, String after) {
    ImageSummary old = summary(before);
    ImageSummary fresh = summary(after);
    Set<String> sources = new TreeSet<>(old.trackedParts().names());
    sources.addAll(fresh.trackedParts().names());
    return ImageDiff.lines(old, fresh, tracker.apply(sources));
  }

  private ImageSummary summary(String image) {
    try {
      Optional<Path> folder = layout(Path.of(image));
      return folder.isPresent() ? local(folder.get()) : remote(reference(image));
    } catch (IOException | ArchiveException e) {
      throw new ImageDiffException(
          "The image %s can't be compared: %s".formatted(image, Causes.of(e)), e);
    }
  }

  private static ImageReference reference(String image) {
    try {
      return ImageReference.parse(image);
    } catch (SpecException e) {
      throw new ImageDiffException(
          ("'%s' is neither a folder with an image, such as target/wee of one image or a"
                  + " folder of target/wee of several, nor the reference of one in a registry, such"
                  + " as registry.example.com/team/python:3.13.5-wee. See -Dwee.diff.from and"
                  + " -Dwee.diff.to.")
              .formatted(image),
          e);
    }
  }

  private ImageSummary local(Path layout) throws IOException {
    ManifestWithBlobs image = OciLayoutReader.only(layout, platform.architecture());
    JsonNode manifest = JSON.readTree(image.manifest());
    Path file = scratch.resolve("blob");
    copy(image, digest(manifest.path("config")), file);
    JsonNode config = JSON.readTree(file.toFile());
    LayerContents contents = new LayerContents();
    for (JsonNode layer : manifest.path("layers")) {
      copy(image, digest(layer), file);
      contents.add(file);
    }
    Files.delete(file);
    return ImageSummary.of(
        image.digest(), manifest, config, contents, measured(layout, image.digest()));
  }

  /** Beside the layout of wee's output, or for an index in the folder of the platform's image. */
  private Optional<BenchmarkTimes> measured(Path layout, Digest image) throws IOException {
    if (!layout.endsWith("oci")) {
      return Optional.empty();
    }
    Path folder = layout.resolveSibling(".");
    Optional<JsonNode> alone = BenchmarkTimes.beside(folder, image);
    return (alone.isPresent() ? alone : BenchmarkTimes.beside(folder.resolve(platform.id()), image))
        .map(BenchmarkTimes::of);
  }

  private static void copy(ManifestWithBlobs image, Digest digest, Path file) throws IOException {
    Content content = image.blobs().get(digest);
    if (content == null) {
      throw new IOException("the layout lacks " + digest);
    }
    try (InputStream in = content.open()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private ImageSummary remote(ImageReference reference) throws IOException {
    try (RegistryReader registry = registries.apply(reference)) {
      RegistryImage image = RegistryImage.find(registry, reference, platform);
      LayerContents contents = new LayerContents();
      Path file = scratch.resolve("blob");
      for (Digest layer : image.layers()) {
        registry.download(layer, file);
        contents.add(file);
      }
      Files.deleteIfExists(file);
      return ImageSummary.of(
          image.digest(),
          image.manifest(),
          image.config(registry),
          contents,
          AttestedBenchmarks.read(registry, image.digest()).map(BenchmarkTimes::of));
    }
  }

  private static Digest digest(JsonNode descriptor) throws IOException {
    try {
      return Digest.parse(descriptor.path("digest").asText(""));
    } catch (IllegalArgumentException e) {
      throw new IOException("a descriptor has no digest: " + descriptor, e);
    }
  }
}
