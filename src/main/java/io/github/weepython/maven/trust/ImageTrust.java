package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.HumanSize;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.spec.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks an image of a registry, or an index and each image that it names. */
public final class ImageTrust {
  private static final int LARGEST_CONFIG = 16 << 20;

  private final RegistryReader registry;
  private final TrustPolicy policy;
  private final Path folder;
  private final Progress progress;
  private final List<TrustCheck> checks = new ArrayList<>();

  /**
   * A check.
   *
   * @param folder where layers are downloaded to
   */
  public ImageTrust(RegistryReader registry, TrustPolicy policy, Path folder, Progress progress) {
    this.registry = registry;
    this.policy = policy;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Checks all of it; what doesn't hold is a row of the result.
   *
   * @throws TrustException when there is no such image
   */
  public TrustReport check(ImageReference reference) {
    String wanted = reference.digest().or(reference::tag).orElseThrow();
    RegistryReader.Manifest root =
        registry
            .manifest(wanted)
            .orElseThrow(
                () ->
                    new TrustException(
                        "The registry has no image %s. See -Dwee.reference.".formatted(reference)));
    reference.digest().map(Digest::parse).ifPresent(digest -> pinned(reference, digest, root));
    JsonNode json = json(root);
    List<Statements> all = new ArrayList<>();
    if (json.path("manifests").isArray()) {
      all.add(statements("index", root.digest(), policy.requiredOfIndex()));
      for (JsonNode manifest : json.path("manifests")) {
        member(manifest).ifPresent(all::add);
      }
    } else {
      all.add(image(root, json));
    }
    reference.tag().ifPresent(tag -> builtWith(tag, all));
    return new TrustReport(reference.toString(), root.digest(), checks);
  }

  private void pinned(ImageReference reference, Digest digest, RegistryReader.Manifest root) {
    same("image", "manifest", digest, root.digest());
    reference.tag().ifPresent(tag -> tag(tag, digest));
  }

  /** A tag beside a digest says that it stands for that still. */
  private void tag(String tag, Digest digest) {
    String now = registry.manifest(tag).map(m -> m.digest().oci()).orElse("gone");
    checks.add(
        now.equals(digest.oci())
            ? TrustCheck.ok("image", "tag", tag)
            : TrustCheck.failed(
                "image",
                "tag",
                "the tag %s was moved: expected %s, found %s".formatted(tag, digest, now)));
  }

  private void builtWith(String tag, List<Statements> all) {
    List<String> tags =
        all.stream()
            .flatMap(each -> each.of(Attestation.PROVENANCE).stream())
            .flatMap(each -> texts(each.at("/buildDefinition/externalParameters/tags")).stream())
            .distinct()
            .toList();
    if (!tags.isEmpty() && !tags.contains(tag) && !policy.anyTag()) {
      checks.add(
          TrustCheck.failed(
              "image",
              "tag",
              ("the tag %s is on an image that was built as %s: was it moved? If you promote images"
                      + " by tagging them anew, set <anyTag>true</anyTag> in <trust> or"
                      + " -Dwee.trust.anyTag")
                  .formatted(tag, String.join(", ", tags))));
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText("")));
    return texts;
  }

  private Optional<Statements> member(JsonNode descriptor) {
    String subject =
        descriptor.at("/platform/os").asText("")
            + "/"
            + descriptor.at("/platform/architecture").asText("");
    if (subject.equals("unknown/unknown")
        && descriptor.at("/annotations/vnd.docker.reference.type").isTextual()) {
      return Optional.empty(); // BuildKit's attestations stand in the index too; none is run.
    }
    try {
      Digest digest = Artifact.digest(descriptor);
      Optional<RegistryReader.Manifest> manifest = registry.manifest(digest.oci());
      if (manifest.isEmpty()) {
        throw new IOException("the registry lacks " + digest);
      }
      same(subject, "manifest", digest, manifest.get().digest());
      return Optional.of(image(manifest.get(), json(manifest.get())));
    } catch (IOException e) {
      checks.add(TrustCheck.failed(subject, "manifest", String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private Statements image(RegistryReader.Manifest manifest, JsonNode json) {
    String subject = "image";
    try {
      JsonNode config = config(json.path("config"));
      subject = config.path("os").asText("") + "/" + config.path("architecture").asText("");
      Statements statements = statements(subject, manifest.digest());
      layers(subject, json, config)
          .ifPresent(
              contents ->
                  contents(statements, new ContentCheck(statements.subject(), contents), config));
      return statements;
    } catch (IOException e) {
      checks.add(TrustCheck.failed(subject, "config", String.valueOf(e.getMessage())));
      return statements(subject, manifest.digest());
    }
  }

  private JsonNode config(JsonNode descriptor) throws IOException {
    byte[] bytes = registry.blob(Artifact.digest(descriptor), LARGEST_CONFIG);
    if (bytes.length != descriptor.path("size").asLong()) {
      throw new IOException(
          "it has %d bytes, and the manifest says %s"
              .formatted(bytes.length, descriptor.path("size")));
    }
    return Artifact.json(bytes);
  }

  private Statements statements(String subject, Digest digest) {
    return statements(subject, digest, policy.required());
  }

  private Statements statements(String subject, Digest digest, List<String> required) {
    Statements statements = Statements.read(registry, digest, subject, policy);
    checks.addAll(statements.checks(required));
    return statements;
  }

  private Optional<LayerContents> layers(String subject, JsonNode manifest, JsonNode config) {
    JsonNode layers = manifest.path("layers");
    JsonNode diffIds = config.at("/rootfs/diff_ids");
    if (layers.size() != diffIds.size()) {
      checks.add(
          TrustCheck.failed(
              subject,
              "layers",
              "the manifest has %d, the config %d".formatted(layers.size(), diffIds.size())));
      return Optional.empty();
    }
    LayerContents contents = new LayerContents();
    long bytes = 0;
    try (Progress.Step step = progress.step("Reading the layers of " + subject)) {
      for (int i = 0; i < layers.size(); i++) {
        layer(contents, layers.path(i), diffIds.path(i).asText(""));
        bytes += layers.path(i).path("size").asLong();
        step.update(i + 1, layers.size());
      }
    } catch (IOException | ArchiveException e) {
      checks.add(TrustCheck.failed(subject, "layers", String.valueOf(e.getMessage())));
      return Optional.empty();
    }
    checks.add(
        TrustCheck.ok(subject, "layers", layers.size() + " layers, " + HumanSize.megabytes(bytes)));
    return Optional.of(contents);
  }

  private void layer(LayerContents contents, JsonNode descriptor, String diffId)
      throws IOException {
    Digest digest = Artifact.digest(descriptor);
    Path file = folder.resolve(digest.hex());
    registry.download(digest, file);
    if (Files.size(file) != descriptor.path("size").asLong()) {
      throw new IOException(
          "the layer %s has %d bytes, and the manifest says %s"
              .formatted(digest, Files.size(file), descriptor.path("size")));
    }
    Digest found = contents.add(file);
    if (!found.oci().equals(diffId)) {
      throw new IOException(
          "the layer %s unpacks to %s, and the config says %s".formatted(digest, found, diffId));
    }
  }

  private void contents(Statements statements, ContentCheck content, JsonNode config) {
    statements.of(Attestation.CYCLONEDX).forEach(each -> checks.add(content.sbom(each)));
    statements.of(Attestation.SPDX).forEach(each -> checks.add(content.spdx(each)));
    for (JsonNode node : statements.of(Attestation.PROVENANCE)) {
      checks.add(content.provenance(node, config));
    }
    policy.builder().ifPresent(id -> checks.add(builder(statements, id)));
    policy.suite().ifPresent(oldest -> checks.add(content.suite(oldest)));
  }

  private static TrustCheck builder(Statements statements, String expected) {
    List<String> found =
        statements.of(Attestation.PROVENANCE).stream()
            .map(each -> each.at("/runDetails/builder/id").asText(""))
            .distinct()
            .toList();
    return found.contains(expected)
        ? TrustCheck.ok(statements.subject(), "builder", expected)
        : TrustCheck.failed(
            statements.subject(),
            "builder",
            "expected %s, found %s"
                .formatted(expected, found.isEmpty() ? "no provenance" : String.join(", ", found)));
  }

  private void same(String subject, String name, Digest expected, Digest found) {
    if (!expected.equals(found)) {
      checks.add(
          TrustCheck.failed(
              subject, name, "the registry's %s hashes to %s".formatted(expected, found)));
    }
  }

  private static JsonNode json(RegistryReader.Manifest manifest) {
    try {
      return Artifact.json(manifest.bytes());
    } catch (IOException e) {
      throw new TrustException("The manifest %s is not JSON.".formatted(manifest.digest()), e);
    }
  }
}
