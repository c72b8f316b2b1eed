package io.github.weepython.maven.image;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Artifacts about an image, and their list where a registry has no referrers API. */
class ReferrersTest {
  private static final String TYPE = "application/vnd.cyclonedx+json";
  private static final ManifestWithBlobs IMAGE =
      new ManifestWithBlobs(
          "{}".getBytes(StandardCharsets.UTF_8), ImageAssembler.MANIFEST, Map.of(), List.of());

  private static ManifestWithBlobs about(String content) {
    return Referrers.about(
        IMAGE, TYPE, content.getBytes(StandardCharsets.UTF_8), Map.of("b", "2", "a", "1"));
  }

  private static JsonNode json(ManifestWithBlobs manifest) throws IOException {
    return JSON.readTree(manifest.manifest());
  }

  @Test
  void namesTheImageThatItIsAbout() throws IOException {
    JsonNode manifest = json(about("sbom"));
    assertThat(manifest.at("/subject/digest").asText()).isEqualTo(IMAGE.digest().oci());
    assertThat(manifest.at("/subject/size").asInt()).isEqualTo(2);
    assertThat(manifest.path("artifactType").asText()).isEqualTo(TYPE);
    assertThat(manifest.at("/layers/0/digest").asText()).isEqualTo(Digest.of("sbom").oci());
    assertThat(about("sbom").blobs()).containsOnlyKeys(Digest.of("sbom"), Digest.of("{}"));
    assertThat(manifest.path("annotations")).hasToString("{\"a\":\"1\",\"b\":\"2\"}");
  }

  @Test
  void aListGrowsByWhatItDoesNotHave() throws IOException {
    ManifestWithBlobs one = Referrers.listed(Optional.empty(), about("one")).orElseThrow();
    ManifestWithBlobs two =
        Referrers.listed(Optional.of(one.manifest()), about("two")).orElseThrow();
    JsonNode manifests = json(two).path("manifests");
    assertThat(manifests).hasSize(2);
    assertThat(manifests.at("/0/digest").asText()).isEqualTo(about("one").digest().oci());
    assertThat(manifests.at("/1/artifactType").asText()).isEqualTo(TYPE);
    assertThat(manifests.at("/1/annotations/a").asText()).isEqualTo("1");
    assertThat(Referrers.listed(Optional.of(two.manifest()), about("one"))).isEmpty();
  }

  /** Whoever else uses that tag keeps what stands there. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"manifests\": {}}", "{", "no JSON"})
  void overwritesNothingThatIsNoList(String before) {
    Optional<byte[]> there = Optional.of(before.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Referrers.listed(there, about("one")))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("what ");
  }
}
