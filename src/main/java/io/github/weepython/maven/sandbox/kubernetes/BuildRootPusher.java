package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.HumanSize;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerJson;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PushResult;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.sandbox.remote.BuildRootLayer;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Roots as images of one layer in a repository; what is packed once is kept in the store. */
public final class BuildRootPusher implements BuildRootPublisher {
  private final Store store;
  private final ImageName name;
  private final PushSettings settings;
  private final int processors;
  private final Progress progress;

  /**
   * @param name the repository
   */
  public BuildRootPusher(
      Store store, ImageName name, PushSettings settings, int processors, Progress progress) {
    this.store = store;
    this.name = name;
    this.settings = settings;
    this.processors = processors;
    this.progress = progress;
  }

  @Override
  public String push(BuildRootLayer root, boolean again) throws IOException {
    if (!again) {
      return store.scratch(scratch -> push(root, pack(root, scratch)));
    }
    Digest key = Digest.of("builder-layer 1 " + root.hash());
    Path kept = store.directory("builder-layer", key, target -> pack(root, target));
    return push(root, LayerJson.read(kept.resolve("layer.json"), kept.resolve("blob")));
  }

  private Layer pack(BuildRootLayer root, Path folder) throws IOException {
    try (Progress.Step step = progress.step("Packing the build root for the registry")) {
      Layer layer =
          new LayerWriter(processors)
              .write(
                  "build root",
                  root.files(),
                  folder.resolve("blob"),
                  Long.MAX_VALUE,
                  Compression.FAST);
      LayerJson.write(layer, folder.resolve("layer.json"));
      return layer;
    }
  }

  private String push(BuildRootLayer root, Layer layer) {
    ImageConfig config =
        ImageConfig.builder(Platform.parse(root.platform()), Instant.EPOCH)
            .labels(Map.of(BuildRootLayer.LABEL, root.hash()))
            .build();
    Image image = ImageAssembler.assemble(List.of(layer), config, Map.of());
    List<String> tags = List.of(root.hash()); // What has no tag is swept out of many registries.
    RegistryPublisher publisher = new RegistryPublisher(progress);
    if (!publisher.isThere(image.digest(), name, tags, settings)) {
      PushResult result = publisher.push(image.bundle(), name, tags, settings);
      progress.info(
          "Pushed the build root to %s (%s)"
              .formatted(name, HumanSize.megabytes(result.bytesSent())));
    }
    return name + "@" + image.digest().oci();
  }
}
