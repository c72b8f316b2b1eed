package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SBOM and provenance in the index, as Docker Scout looks for them. */
class BuildkitAttestationsIT extends TrustRig {
  private byte[] raw(String tagOrDigest) throws Exception {
    return Tool.run(
        "skopeo",
        "inspect",
        "--raw",
        "--tls-verify=false",
        "docker://" + images.name() + tagOrDigest);
  }

  private byte[] blob(String digest) throws Exception {
    return Files.readAllBytes(stored(Digest.parse(digest)));
  }

  private List<Digest> push() throws Exception {
    return images.push(
        "buildkit",
        (built, pushed, publisher, settings) ->
            new ImageSigner(key, true).sign(built, pushed, publisher, settings, Progress.NONE));
  }

  @Test
  void theIndexListsStatementsForNoPlatform() throws Exception {
    String image = push().get(1).oci();
    JsonNode manifests = JSON.readTree(raw(":3.13.5")).path("manifests");
    assertThat(manifests).hasSize(2);
    assertThat(manifests.at("/0/digest").asText()).isEqualTo(image);
    JsonNode listed = manifests.get(1);
    assertThat(listed.at("/platform/os").asText()).isEqualTo("unknown");
    assertThat(listed.at("/platform/architecture").asText()).isEqualTo("unknown");
    assertThat(listed.at("/annotations/vnd.docker.reference.type").asText())
        .isEqualTo("attestation-manifest");
    assertThat(listed.at("/annotations/vnd.docker.reference.digest").asText()).isEqualTo(image);

    JsonNode manifest = JSON.readTree(raw("@" + listed.path("digest").asText()));
    JsonNode config = JSON.readTree(blob(manifest.at("/config/digest").asText()));
    assertThat(config.path("os").asText()).isEqualTo("unknown");
    assertThat(manifest.path("layers")).hasSize(2);
    for (JsonNode layer : manifest.path("layers")) {
      assertThat(layer.path("mediaType").asText()).isEqualTo("application/vnd.in-toto+json");
      byte[] bytes = blob(layer.path("digest").asText());
      assertThat(layer.path("size").asInt()).isEqualTo(bytes.length);
      assertThat(config.at("/rootfs/diff_ids").toString()).contains(layer.path("digest").asText());
      JsonNode statement = JSON.readTree(bytes);
      String type = layer.at("/annotations/in-toto.io~1predicate-type").asText();
      assertThat(statement.path("predicateType").asText()).isEqualTo(type);
      assertThat("sha256:" + statement.at("/subject/0/digest/sha256").asText()).isEqualTo(image);
      assertThat(statement.at("/subject/0/name").asText())
          .startsWith("pkg:docker/" + images.name() + "@")
          .endsWith("?platform=linux%2Famd64");
      assertThat(statement.path("predicate")).isEqualTo(beside(type));
    }
  }

  private JsonNode beside(String type) throws Exception {
    String name = type.contains("spdx") ? "sbom.spdx.json" : "provenance.slsa.json";
    return JSON.readTree(dir.resolve("output/linux-amd64").resolve(name).toFile());
  }

  @Test
  void theImageIsPulledAndCheckedAsBefore() throws Exception {
    push();
    assertThat(check(":3.13.5").failures()).isEmpty();
    Path layout = dir.resolve("pulled");
    Tool.run(
        "skopeo",
        "copy",
        "-q",
        "--src-tls-verify=false",
        "--override-arch=amd64",
        "--override-os=linux",
        "docker://" + images.name() + ":3.13.5",
        "oci:" + layout + ":pulled");
    assertThat(Files.readString(layout.resolve("index.json")))
        .contains(images.digests().get(1).oci());
  }

  @Test
  void theSameInputsGiveTheSameIndex() throws Exception {
    Digest first = push().get(0);
    assertThat(push().get(0)).isEqualTo(first);
  }

  @Test
  void aStatementThatClaimsAPlatformIsCheckedAsAnImage() throws Exception {
    push();
    Digest index = images.digests().get(0);
    String text = new String(raw(":3.13.5"), StandardCharsets.UTF_8);
    String hidden =
        text.replaceFirst(
            "\\{\"architecture\":\"unknown\",\"os\":\"unknown\"}",
            "{\"architecture\":\"arm64\",\"os\":\"linux\"}");
    assertThat(hidden).isNotEqualTo(text);
    Files.writeString(stored(index), hidden);
    assertThat(check(":3.13.5").failures())
        .anyMatch(line -> line.contains("unknown/unknown: signature:"));
  }
}
