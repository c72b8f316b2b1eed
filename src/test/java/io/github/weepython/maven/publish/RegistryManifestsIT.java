package io.github.weepython.maven.publish;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageIndex;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.image.Referrers;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.Platforms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is pushed beside plain images, and what a registry and Docker make of it. */
class RegistryManifestsIT extends RegistryRig {
  @Test
  void leavesAnImmutableTagAlone() throws IOException, InterruptedException {
    push(proxy.port(), 60, "a");
    Digest first = image.digest();
    Files.createDirectory(dir.resolve("other"));
    Image other = TestImages.other(dir.resolve("other"));
    PushSettings strict = strict();
    ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/team/python");
    RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
    assertThatThrownBy(() -> publisher.push(other.bundle(), name, List.of("a"), strict))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining(":a is " + first)
        .hasMessageContaining("immutableTags");
    assertThat(readBack("a")).isEqualTo(first);
    publisher.push(image.bundle(), name, List.of("a", "new"), strict);
    assertThat(readBack("new")).isEqualTo(first);
  }

  private PushSettings strict() {
    PushSettings usual = settings(Optional.empty(), dir, 60);
    return new PushSettings(
        usual.credentials(), usual.timeout(), usual.backoff(), usual.way(), true, usual.origins());
  }

  @Test
  void mountsWhatAnotherRepositoryHas() throws IOException, InterruptedException {
    PushSettings usual = settings(Optional.empty(), dir, 60);
    PushSettings remembering =
        new PushSettings(
            usual.credentials(),
            usual.timeout(),
            usual.backoff(),
            usual.way(),
            false,
            new MapOrigins());
    String host = "127.0.0.1:" + proxy.port();
    RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
    publisher.push(
        image.bundle(), ImageName.parse(host + "/team/python"), List.of("a"), remembering);
    proxy.forget();
    ImageName elsewhere = ImageName.parse(host + "/other/python");
    PushResult result = publisher.push(image.bundle(), elsewhere, List.of("a"), remembering);
    assertThat(result.blobsSent()).isZero();
    assertThat(proxy.count("PATCH")).isZero();
    assertThat(readBack("other/python", "a")).isEqualTo(image.digest());
  }

  @Test
  void pushesAnIndexWithItsImages() throws IOException, InterruptedException {
    Files.createDirectory(dir.resolve("arm"));
    ImageIndex index =
        ImageIndex.of(List.of(image, TestImages.arm(dir.resolve("arm"))), Map.of("a.b", "c"));
    String host = "127.0.0.1:" + proxy.port();
    new RegistryPublisher(Progress.NONE)
        .push(
            index.bundle(),
            ImageName.parse(host + "/team/python"),
            List.of("all"),
            settings(Optional.empty(), dir, 60));
    assertThat(readBack("all")).isEqualTo(index.digest());
    Path copied = dir.resolve("copied");
    String from = "docker://127.0.0.1:" + registry.port() + "/team/python:all";
    Tool.run("skopeo", "copy", "--all", "--src-tls-verify=false", from, "oci:" + copied + ":all");
    Path written = dir.resolve("written");
    OciLayoutWriter.write(index.bundle(), List.of("all"), written);
    assertThat(OciLayoutReader.read(copied, index.digest()).allBlobs().keySet())
        .isEqualTo(OciLayoutReader.read(written, index.digest()).allBlobs().keySet());
    Tool.run(
        "skopeo", "copy", "--all", "oci:" + written + ":all", "oci:" + dir.resolve("2") + ":all");
  }

  @Test
  void anotherFlavourSendsItsOwnLayerAndTwoSmallJsons() throws IOException {
    push(proxy.port(), 60, "a");
    proxy.forget();
    Files.createDirectory(dir.resolve("b"));
    Image b = TestImages.other(dir.resolve("b")); // the same base, another layer above it
    PushResult result =
        new RegistryPublisher(Progress.NONE)
            .push(
                b.bundle(),
                ImageName.parse("127.0.0.1:" + proxy.port() + "/team/python"),
                List.of("b"),
                settings(Optional.empty(), dir, 60));
    long layer = b.layers().get(1).size();
    assertThat(result).isEqualTo(new PushResult(b.digest(), 2, layer + b.config().length, 1));
    assertThat(proxy.count("POST")).isEqualTo(2);
    assertThat(proxy.count("PATCH")).isEqualTo(2);
    assertThat(proxy.bytes("PATCH")).isEqualTo(layer + b.config().length);
    assertThat(proxy.count("PUT")).as("two uploads' ends, one manifest").isEqualTo(3);
    assertThat(proxy.bytes("PUT")).isEqualTo(b.manifest().length);
  }

  @Test
  void keepsAnArtifactBesideTheImageItIsAbout() throws Exception {
    push(proxy.port(), 60, "a");
    byte[] sbom = "{\"bomFormat\":\"CycloneDX\"}".getBytes(StandardCharsets.UTF_8);
    ManifestWithBlobs artifact =
        Referrers.about(
            image.bundle(), "application/vnd.cyclonedx+json", sbom, Map.of("made.by", "wee"));
    String host = "127.0.0.1:" + proxy.port();
    PushResult result =
        new RegistryPublisher(Progress.NONE)
            .pushArtifact(
                artifact,
                image.digest(),
                ImageName.parse(host + "/team/python"),
                settings(Optional.empty(), dir, 60));
    assertThat(result.blobsSent()).isEqualTo(2);
    String at = "docker://127.0.0.1:" + registry.port() + "/team/python@" + artifact.digest().oci();
    byte[] served = Tool.run("skopeo", "inspect", "--raw", "--tls-verify=false", at);
    assertThat(served).isEqualTo(artifact.manifest());
    assertThat(new String(served, StandardCharsets.UTF_8))
        .contains("\"subject\":{\"mediaType\":\"" + image.manifestMediaType())
        .contains(image.digest().oci());
  }

  @Test
  void listsArtifactsUnderATagWhereTheRegistryKeepsNoReferrers() throws Exception {
    push(proxy.port(), 60, "a");
    String tag = "sha256-" + image.digest().hex();
    ManifestWithBlobs first = artifact("one");
    ManifestWithBlobs second = artifact("two");
    ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/team/python");
    RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
    for (ManifestWithBlobs blobs : List.of(first, second, first)) {
      publisher.pushArtifact(blobs, image.digest(), name, settings(Optional.empty(), dir, 60));
    }
    String at = "docker://127.0.0.1:" + registry.port() + "/team/python:" + tag;
    JsonNode list = JSON.readTree(Tool.run("skopeo", "inspect", "--raw", "--tls-verify=false", at));
    assertThat(list.path("mediaType").asText()).isEqualTo(ImageIndex.MEDIA_TYPE);
    assertThat(list.path("manifests").findValuesAsText("digest"))
        .containsExactly(first.digest().oci(), second.digest().oci());
    assertThat(list.path("manifests").findValuesAsText("artifactType"))
        .containsExactly("application/vnd.cyclonedx+json", "application/vnd.cyclonedx+json");
  }

  @Test
  void leavesTheListToARegistryThatKeepsReferrers() throws Exception {
    push(proxy.port(), 60, "a");
    ManifestWithBlobs artifact = artifact("one");
    // What a registry of 1.1 says of it; this one is older.
    proxy.answer(
        "PUT",
        "/manifests/",
        1,
        "201 Created",
        "OCI-Subject: " + image.digest().oci() + "\r\n",
        "");
    ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/team/python");
    new RegistryPublisher(Progress.NONE)
        .pushArtifact(artifact, image.digest(), name, settings(Optional.empty(), dir, 60));
    assertThat(proxy.injected()).isEqualTo(1);
    assertThatThrownBy(() -> readBack("sha256-" + image.digest().hex()))
        .hasMessageContaining("manifest unknown");
  }

  @Test
  void saysWhatStandsInThePlaceOfTheList() {
    push(proxy.port(), 60, "sha256-" + image.digest().hex());
    ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/team/python");
    assertThatThrownBy(
            () ->
                new RegistryPublisher(Progress.NONE)
                    .pushArtifact(
                        artifact("one"), image.digest(), name, settings(Optional.empty(), dir, 60)))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("is not an index")
        .hasMessageContaining("Remove that tag");
  }

  private ManifestWithBlobs artifact(String content) {
    return Referrers.about(
        image.bundle(),
        "application/vnd.cyclonedx+json",
        content.getBytes(StandardCharsets.UTF_8),
        Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void dockerAndSkopeoTakeTheImageOfEachPlatform(Platforms.Index format) throws Exception {
    Files.createDirectory(dir.resolve("arm"));
    Image arm = TestImages.arm(dir.resolve("arm"));
    ImageIndex index =
        format == Platforms.Index.OCI
            ? ImageIndex.of(List.of(image, arm), Map.of())
            : ImageIndex.dockerList(List.of(image, arm));
    ImageName name = ImageName.parse("127.0.0.1:" + registry.port() + "/team/python");
    RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
    PushSettings usual = settings(Optional.empty(), dir, 60);
    publisher.push(index.images().get(0).bundle(), name, List.of("one"), usual);
    publisher.push(index.bundle(), name, List.of("all"), usual);
    assertThat(readBack("all")).isEqualTo(index.digest());
    Path copied = dir.resolve("copied");
    Tool.run(
        "skopeo",
        "copy",
        "--all",
        "--src-tls-verify=false",
        "docker://" + name + ":all",
        "dir:" + copied);
    assertThat(Files.readAllBytes(copied.resolve("manifest.json"))).isEqualTo(index.json());
    try (DockerDaemon docker = DockerDaemon.start(dir.resolve("d"))) {
      String one = "@" + index.images().get(0).digest().oci();
      for (String text : List.of(":one", one, ":all")) {
        docker.docker("pull", "--platform", "linux/amd64", name + text);
        assertThat(docker.docker("inspect", "-f", "{{.Id}}", name + text))
            .isEqualTo(image.id().oci());
      }
      docker.docker("pull", "--platform", "linux/arm64", name + ":all");
      assertThat(docker.docker("inspect", "-f", "{{.Id}}", name + ":all"))
          .isEqualTo(arm.id().oci());
    }
  }

  @Test
  void zstandardLayersComeBackFromTheRegistryAsTheyWere() throws Exception {
    Files.createDirectory(dir.resolve("z"));
    Image zstd = TestImages.zstd(dir.resolve("z"));
    ImageName name = ImageName.parse("127.0.0.1:" + registry.port() + "/team/python");
    new RegistryPublisher(Progress.NONE)
        .push(zstd.bundle(), name, List.of("z"), settings(Optional.empty(), dir, 60));
    assertThat(readBack("z")).isEqualTo(zstd.digest());
    Path unpacked = dir.resolve("unpacked");
    Tool.run(
        "skopeo",
        "copy",
        "--src-tls-verify=false",
        "--dest-decompress",
        "docker://" + name + ":z",
        "dir:" + unpacked);
    for (Layer layer : zstd.layers()) {
      Path tar = unpacked.resolve(layer.diffId().hex());
      assertThat(Digest.of(tar)).as(layer.title()).isEqualTo(layer.diffId());
    }
    // Into a store of its own, by what runs them too.
    String said =
        new String(
            Tool.run(
                "podman",
                "--root=" + dir.resolve("root"),
                "--runroot=" + dir.resolve("run"),
                "--storage-driver=vfs",
                "pull",
                "-q",
                "--tls-verify=false",
                name + ":z"),
            StandardCharsets.UTF_8);
    assertThat(said).contains(zstd.id().hex());
  }
}
