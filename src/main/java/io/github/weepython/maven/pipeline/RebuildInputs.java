package io.github.weepython.maven.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.rebuild.RebuildException;
import io.github.weepython.maven.rebuild.SpecReader;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.trust.AttestedBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What attestations say goes into files, and becomes the spec that is built from them. */
final class RebuildInputs {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    if (spec.at("/optimization/profile") instanceof ObjectNode profile) {
      profile(profile);
    }
    return new SpecReader(List.of(folder, project)).read(spec);
  }

  /** Of the profiles beside the image, the one of that digest; else it is a file of the project. */
  private void profile(ObjectNode named) throws IOException {
    for (byte[] bytes : build.profiles()) {
      if (Digest.of(bytes).hex().equals(named.path("sha256").asText())) {
        Files.createDirectories(folder);
        Files.write(folder.resolve(RebuildRecipe.PROFILE), bytes);
        named.put("file", RebuildRecipe.PROFILE);
      }
    }
  }

  /** Which wee built the image. */
  String version() {
    return build.provenance().at("/runDetails/builder/version/wee").asText("unknown");
  }

  private static RebuildException nothing() {
    return new RebuildException(
        "The attestations have no spec or no lock to rebuild from: the image was built by another"
            + " tool, or by a wee before wee:rebuild.");
  }
}
