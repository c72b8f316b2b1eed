package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildInputsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  @Test
  void takesTheProfileOfItsDigestFromBesideTheImage() throws Exception {
    Path project = Files.createDirectories(dir.resolve("project"));
    Path profile = Files.writeString(project.resolve("mine.profile"), "profile");
    ImageSpec spec = profiled(profile);
    JsonNode json = new SpecJson(project).of(spec);
    Files.delete(profile);
    ImageSpec read = inputs(json, List.of(bytes("another"), bytes("profile"))).spec(project);
    assertThat(read.optimization().profile().orElseThrow()).hasContent("profile");
    assertThatThrownBy(() -> inputs(json, List.of(bytes("another"))).spec(project))
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("mine.profile");
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
