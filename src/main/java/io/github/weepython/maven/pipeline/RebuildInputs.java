package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.rebuild.RebuildException;
import io.github.weepython.maven.rebuild.SpecReader;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.trust.AttestedBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;

/** What attestations say goes into files, and becomes the spec that is built from them. */
final class RebuildInputs {
  private final AttestedBuild build;
  private final Path folder;

  /**
   * @param folder gets the files
   */
  RebuildInputs(AttestedBuild build, Path folder) {
    this.build = build;
    this.folder = folder;
  }

  /** The lock file. */
  Path lock() throws IOException {
    JsonNode lock = build.lock().orElseThrow(RebuildInputs::nothing);
    Files.createDirectories(folder);
    return Files.write(
        folder.resolve("wee.lock"), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(lock));
  }

  /**
   * The spec.
   *
   * @param project has the files that are not attested
   * @throws RebuildException when one of them is not there
   */
  ImageSpec spec(Path project) throws IOException {
    JsonNode spec = build.provenance().at("/buildDefinition/externalParameters/spec").deepCopy();
    if (!spec.isObject()) {
      throw nothing();
    }
    Path files = folder.resolve(RebuildRecipe.NAMED);
    FileUtils.deleteDirectory(files.toFile());
    JsonNode saved = spec.at("/optimization/profile");
    Path file = files.resolve(saved.path("file").asText("")).normalize();
    if (file.startsWith(files) && !file.equals(files)) {
      write(saved.path("sha256").asText(""), file);
    }
    return new SpecReader(List.of(files, project)).read(spec);
  }

  /**
   * The profile of the training that the image was optimized by, put where a build finds it.
   *
   * @return whether there is one; else a training makes it anew
   */
  boolean trained() throws IOException {
    Path file = folder.resolve(Locking.TRAINED);
    Files.deleteIfExists(file);
    for (JsonNode input : build.provenance().at("/buildDefinition/resolvedDependencies")) {
      if (input.path("uri").asText("").equals(RebuildRecipe.PROFILE_URI + Locking.TRAINED)) {
        return write(input.at("/digest/sha256").asText(""), file);
      }
    }
    return false;
  }

  /** Of the profiles beside the image, the one of that digest. */
  private boolean write(String sha256, Path file) throws IOException {
    for (byte[] bytes : build.profiles()) {
      if (Digest.of(bytes).hex().equals(sha256)) {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return true;
      }
    }
    return false;
  }

  /** Which wee built the image. */
  String version() {
    return build.provenance().at("/runDetails/builder/version/wee").asText("unknown");
  }

  private static RebuildException nothing() {
    return new RebuildException(
        "The attestations have no spec or no lock to rebuild from: the image was built by"
            + " another tool, or by a version of wee older than wee:rebuild.");
  }
}
