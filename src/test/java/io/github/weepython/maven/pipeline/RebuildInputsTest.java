package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.rebuild.RebuildException;
import io.github.weepython.maven.rebuild.SpecJson;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Optimization;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.trust.AttestedBuild;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildInputsTest {

  @TempDir Path dir;

  @Test
  void takesTheProfileOfItsDigestFromBesideTheImage() throws Exception {
    Path project = Files.createDirectories(dir.resolve("project"));
    Path profile = Files.writeString(project.resolve("mine.profile"), "profile");
    ImageSpec spec = profiled(profile);
    JsonNode json = new SpecJson(List.of(project)).of(spec);
    Files.delete(profile);
    ImageSpec read = inputs(json, List.of(bytes("another"), bytes("profile"))).spec(project);
    assertThat(read.optimization().profile().orElseThrow()).hasContent("profile");
    assertThatThrownBy(() -> inputs(json, List.of(bytes("another"))).spec(project))
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("mine.profile");
  }

  @Test
  void keepsTheNameOfTheProfileSoThatEvidenceIsTheSame() throws Exception {
    Path project = Files.createDirectories(dir.resolve("project/training")).getParent();
    JsonNode json = profile(project, "training/mine.profile");
    ImageSpec read = inputs(json, List.of(bytes("profile"))).spec(project);
    List<Path> projects = List.of(dir.resolve("inputs").resolve(RebuildRecipe.NAMED), project);
    assertThat(new SpecJson(projects).of(read)).isEqualTo(json);
  }

  @Test
  void writesNoProfileOutsideOfItsFolder() throws Exception {
    ObjectNode json = profile(dir, "mine.profile");
    ((ObjectNode) json.at("/optimization/profile")).put("file", "../../escaped");
    assertThatThrownBy(() -> inputs(json, List.of(bytes("profile"))).spec(dir))
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("escaped");
    assertThat(dir.resolve("escaped")).doesNotExist();
  }

  @Test
  void takesWhatTheTrainingMadeByTheDigestInProvenance() throws Exception {
    ObjectNode provenance = JSON.createObjectNode();
    provenance
        .putObject("buildDefinition")
        .putArray("resolvedDependencies")
        .addObject()
        .put("uri", "profile:trained.profile")
        .putObject("digest")
        .put("sha256", Digest.of("counts").hex());
    assertThat(trained(provenance, "another", "counts").orElseThrow()).hasContent("counts");
    assertThat(trained(provenance, "another")).isEmpty();
    assertThat(trained(JSON.createObjectNode(), "counts")).isEmpty();
  }

  private Optional<Path> trained(JsonNode provenance, String... profiles) throws Exception {
    List<byte[]> all = Stream.of(profiles).map(RebuildInputsTest::bytes).toList();
    RebuildInputs inputs =
        new RebuildInputs(
            new AttestedBuild(provenance, Optional.of(JSON.createObjectNode()), all),
            dir.resolve("inputs"));
    boolean there = inputs.trained();
    Optional<Path> found = Rig.here().locked(inputs.lock()).origins().locking().trained();
    assertThat(found.isPresent()).isEqualTo(there);
    return found;
  }

  private static ObjectNode profile(Path project, String name) throws Exception {
    Path profile = Files.writeString(project.resolve(name), "profile");
    ObjectNode json = new SpecJson(List.of(project)).of(profiled(profile));
    Files.delete(profile);
    return json;
  }

  @Test
  void saysThatThereIsNothingToRebuildFrom() {
    JsonNode missing = JSON.missingNode();
    assertThatThrownBy(() -> inputs(missing, List.of()).spec(dir))
        .hasMessageContaining("no spec or no lock to rebuild from");
    assertThatThrownBy(() -> inputs(missing, List.of()).lock())
        .hasMessageContaining("no spec or no lock to rebuild from");
  }

  private RebuildInputs inputs(JsonNode spec, List<byte[]> profiles) {
    ObjectNode provenance = JSON.createObjectNode();
    ObjectNode external = provenance.putObject("buildDefinition").putObject("externalParameters");
    if (!spec.isMissingNode()) {
      external.set("spec", spec);
    }
    return new RebuildInputs(
        new AttestedBuild(provenance, Optional.empty(), profiles), dir.resolve("inputs"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ImageSpec profiled(Path profile) {
    return Specs.optimized(
        Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG),
        new Optimization(true, false, false, Optional.empty(), Optional.of(profile)));
  }
}
