package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.RuntimeConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts layers and a config together; the same ones always give the same bytes. */
public final class ImageAssembler {
  /** The media type of an OCI manifest. */
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** The media type of an OCI config. */
  public static final String CONFIG = "application/vnd.oci.image.config.v1+json";

  /** The media type of Docker's own manifest, version 2, schema 2. */
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  private static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

  private ImageAssembler() {}

  /**
   * @param layers bottom first
   * @param annotations of the manifest
   */
  public static Image assemble(
      List<Layer> layers, ImageConfig config, Map<String, String> annotations) {
    if (!config.history().isEmpty() && config.history().size() != layers.size()) {
      throw new ImageException(
          "An image of %d layers needs as many history lines, not %d."
              .formatted(layers.size(), config.history().size()));
    }
    byte[] configBytes = JsonBytes.of(configJson(layers, config));
    byte[] manifest =
        JsonBytes.of(manifestJson(MANIFEST, CONFIG, layers, configBytes, annotations));
    return new Image(layers, configBytes, manifest, MANIFEST);
  }

  /**
   * The same image with a manifest of Docker's own, which has no annotations; its ID is the same.
   *
   * @throws ImageException for layers that it can't name
   */
  public static Image docker(Image image) {
    List<Layer> layers = image.layers().stream().map(Layer::docker).toList();
    byte[] manifest =
        JsonBytes.of(
            manifestJson(DOCKER_MANIFEST, DOCKER_CONFIG, layers, image.config(), Map.of()));
    return new Image(layers, image.config(), manifest, DOCKER_MANIFEST);
  }

  private static ObjectNode configJson(List<Layer> layers, ImageConfig config) {
    ObjectNode root = JSON.createObjectNode();
    root.put("created", config.created().toString());
    root.put("architecture", config.platform().architecture().toString());
    root.put("os", config.platform().os());
    root.set("config", containerJson(config));
    ObjectNode rootfs = root.putObject("rootfs");
    rootfs.put("type", "layers");
    ArrayNode diffIds = rootfs.putArray("diff_ids");
    layers.forEach(layer -> diffIds.add(layer.diffId().oci()));
    ArrayNode history = root.putArray("history");
    for (int i = 0; i < layers.size(); i++) {
      ObjectNode line = history.addObject();
      line.put("created", config.created().toString());
      line.put(
          "created_by",
          config.history().isEmpty() ? "wee: " + layers.get(i).title() : config.history().get(i));
    }
    return root;
  }

  private static ObjectNode containerJson(ImageConfig config) {
    ObjectNode node = JSON.createObjectNode();
    config.user().ifPresent(user -> node.put("User", user));
    if (!config.exposedPorts().isEmpty()) {
      ObjectNode ports = node.putObject("ExposedPorts");
      new TreeSet<>(config.exposedPorts()).forEach(ports::putObject);
    }
    putList(node, "Env", config.env());
    putList(node, "Entrypoint", config.entrypoint());
    putList(node, "Cmd", config.cmd());
    RuntimeConfig runtime = config.runtime();
    runtime.healthcheck().ifPresent(check -> putHealthcheck(node.putObject("Healthcheck"), check));
    if (!runtime.volumes().isEmpty()) {
      ObjectNode volumes = node.putObject("Volumes");
      new TreeSet<>(runtime.volumes()).forEach(volumes::putObject);
    }
    config.workdir().ifPresent(workdir -> node.put("WorkingDir", workdir));
    putSorted(node, "Labels", config.labels());
    runtime.stopSignal().ifPresent(signal -> node.put("StopSignal", signal));
    return node;
  }

  /** Docker's form (moby, image/spec/v1.2.md): durations are nanoseconds. */
  private static void putHealthcheck(ObjectNode node, Healthcheck check) {
    putList(node, "Test", check.test());
    check.interval().ifPresent(nanos -> node.put("Interval", nanos));
    check.timeout().ifPresent(nanos -> node.put("Timeout", nanos));
    check.startPeriod().ifPresent(nanos -> node.put("StartPeriod", nanos));
    check.startInterval().ifPresent(nanos -> node.put("StartInterval", nanos));
    check.retries().ifPresent(count -> node.put("Retries", count));
  }

  private static ObjectNode manifestJson(
      String mediaType,
      String configType,
      List<Layer> layers,
      byte[] config,
      Map<String, String> annotations) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", mediaType);
    root.set("config", descriptor(configType, Digest.of(config), config.length));
    ArrayNode list = root.putArray("layers");
    layers.forEach(layer -> list.add(descriptor(layer.mediaType(), layer.digest(), layer.size())));
    putSorted(root, "annotations", annotations);
    return root;
  }

  static ObjectNode descriptor(String mediaType, Digest digest, long size) {
    ObjectNode node = JSON.createObjectNode();
    node.put("mediaType", mediaType);
    node.put("digest", digest.oci());
    node.put("size", size);
    return node;
  }

  private static void putList(ObjectNode node, String name, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(node.putArray(name)::add);
    }
  }

  private static void putSorted(ObjectNode node, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      new TreeMap<>(values).forEach(node.putObject(name)::put);
    }
  }
}
