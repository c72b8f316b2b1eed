package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.lockfile.LockFileUpdate;
import io.github.weepython.maven.lockfile.LockedBuild;
import io.github.weepython.maven.metadata.Provenance;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.rebuild.NamedFile;
import io.github.weepython.maven.rebuild.SpecJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rebuild needs beside an image's digest: the spec in its provenance, the lock and the
 * profile in files beside it.
 */
final class RebuildRecipe {
  /** The lock of this one image, in the form of {@code wee.lock}. */
  static final String LOCK = "rebuild.lock";

  /** The profile of an optimized flavour: the user's, or what the training made. */
  static final String PROFILE = "rebuild.profile";

  /** What its URI begins with in the provenance; a name follows. */
  static final String PROFILE_URI = "profile:";

  /** In the folder of what is attested: files that have the names that they have in a project. */
  static final String NAMED = "project";

  private final URI snapshotArchive;
  private final List<Path> projects;

  /** All images of a build have the same one. */
  private final IdentityHashMap<LockedBuild, String> locks = new IdentityHashMap<>();

  RebuildRecipe(Environment environment) {
    this.snapshotArchive = environment.origins().locking().snapshotArchive();
    this.projects =
        Stream.concat(
                environment
                    .origins()
                    .locking()
                    .attested()
                    .map(folder -> folder.resolve(NAMED))
                    .stream(),
                Stream.of(environment.project()))
            .map(folder -> folder.toAbsolutePath().normalize())
            .toList();
  }

  /**
   * Writes it, and the provenance with the spec.
   *
   * @param provenance without the spec, which is added to it
   */
  void write(BuiltImage image, LockedBuild build, Optional<Path> profile, ObjectNode provenance)
      throws IOException {
    Path folder = image.folder();
    Files.deleteIfExists(folder.resolve(LOCK));
    Files.writeString(folder.resolve(LOCK), locks.computeIfAbsent(build, this::lock));
    Files.deleteIfExists(folder.resolve(PROFILE));
    if (profile.isPresent()) {
      Files.copy(profile.get(), folder.resolve(PROFILE), StandardCopyOption.REPLACE_EXISTING);
    }
    extend(provenance, image, build, profile.isPresent());
    Files.write(
        folder.resolve(Provenance.FILE),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(provenance));
  }

  /** What a file of the user's is called on every machine: relative to the project, if there. */
  String name(Path file) {
    return NamedFile.name(projects, file);
  }

  private String lock(LockedBuild build) {
    return LockFileUpdate.text(build, WeeVersion.get(), "rebuild", snapshotArchive);
  }

  private void extend(
      ObjectNode provenance, BuiltImage image, LockedBuild build, boolean profiled) {
    ObjectNode spec = new SpecJson(projects).of(build.spec());
    // Of this image alone: others of the build have provenance of their own.
    spec.putArray("flavours").add(image.flavour().name());
    spec.putArray("bases").add(image.base().name());
    if (spec.path("contents") instanceof ObjectNode contents) {
      ArrayNode variants = contents.putArray("variants");
      image.variant().ifPresent(variant -> variants.add(variant.name()));
    }
    if (!profiled && spec.path("optimization") instanceof ObjectNode optimization) {
      optimization.remove("profile");
    }
    ObjectNode external = (ObjectNode) provenance.at("/buildDefinition/externalParameters");
    image.tags().forEach(external.putArray("tags")::add);
    external.set("spec", spec);
    ((ObjectNode) provenance.at("/runDetails/builder"))
        .putObject("version")
        .put("wee", WeeVersion.get());
  }
}
