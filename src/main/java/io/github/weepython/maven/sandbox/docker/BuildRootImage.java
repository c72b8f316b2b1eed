package io.github.weepython.maven.sandbox.docker;

import static io.github.weepython.maven.Jackson.JSON;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.daemon.ProgressInputStream;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.BuildRootLayer;
import io.github.weepython.maven.sandbox.remote.PipedTarInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A root as an image of a daemon, by the hash of all that is in it: whoever brings the same root
 * brings the same image, so two runs that do so at once end with one.
 */
final class BuildRootImage {
  private static final String REPOSITORY = "wee-build-root";
  private final BuildRootLayer root;
  private final String tag;

  private BuildRootImage(BuildRootLayer root, String tag) {
    this.root = root;
    this.tag = tag;
  }

  static BuildRootImage of(Path root) throws IOException {
    return shared(BuildRootLayer.of(root));
  }

  /** With the files' times in it: for a root that is used once. */
  static BuildRootImage withTimes(Path root) throws IOException {
    return shared(BuildRootLayer.withTimes(root));
  }

  private static BuildRootImage shared(BuildRootLayer layer) {
    return new BuildRootImage(layer, layer.hash());
  }

  /** An image's own files. Each run of it has one of its own, which it removes at its end. */
  static BuildRootImage ofImage(FileTree files) throws IOException {
    BuildRootLayer layer = BuildRootLayer.ofImage(files);
    return new BuildRootImage(layer, layer.hash() + "-" + UUID.randomUUID());
  }

  /** As {@code linux/amd64}. */
  String platform() {
    return root.platform();
  }

  String name() {
    return REPOSITORY + ":" + tag;
  }

  /** Loads it into the daemon, unless it is there. */
  void ensure(Daemon daemon, Progress progress) throws IOException, InterruptedException {
    if (daemon.imageId(name()).isPresent()) {
      return;
    }
    try (Progress.Step step = progress.step("Importing the build root to " + daemon);
        InputStream tar =
            new ProgressInputStream(PipedTarInputStream.of(archive()), step, root.size())) {
      daemon.load(tar);
    }
    if (daemon.imageId(name()).isEmpty()) {
      throw new SandboxException(
          "%s accepted the build root, but has no image %s. The daemon's log may say why; check that its disk has room, and run Maven again."
              .formatted(daemon, name()));
    }
  }

  /** Removes it from the daemon, as far as that can be done. */
  void remove(Daemon daemon) {
    try {
      daemon.ask(client -> client.removeImageCmd(name()).withForce(true));
    } catch (RuntimeException e) {
      // It is not there, or the daemon is not; what failed before says more.
    }
  }

  /** The format of {@code docker save}, of one layer. */
  private FileTree archive() throws IOException {
    Map<String, Object> config =
        Map.of(
            "architecture",
            root.architecture().toString(),
            "os",
            "linux",
            "created",
            "1970-01-01T00:00:00Z",
            "config",
            Map.of("Labels", Map.of(BuildRootLayer.LABEL, tag)),
            "rootfs",
            Map.of("type", "layers", "diff_ids", List.of("sha256:" + root.hash())));
    Map<String, Object> manifest =
        Map.of(
            "Config", "config.json", "RepoTags", List.of(name()), "Layers", List.of("layer.tar"));
    FileTree files = new FileTree();
    files.put(Entry.file("config.json", 0644, json(config)));
    files.put(Entry.file("layer.tar", 0644, layer()));
    files.put(Entry.file("manifest.json", 0644, json(List.of(manifest))));
    return files;
  }

  /** Keys sorted, since the config's bytes are the image's identity. */
  private static Content json(Object value) throws IOException {
    return Content.of(
        JSON.writer()
            .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(value)
            .getBytes(StandardCharsets.UTF_8));
  }

  private Content layer() {
    return new Content() {
      @Override
      public long size() {
        return root.size();
      }

      @Override
      public InputStream open() throws IOException {
        return PipedTarInputStream.of(root.files());
      }
    };
  }
}
