package io.github.weepython.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.RuntimeConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageTest {
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00.123Z");

  @TempDir Path dir;

  private Layer layer(String name, int threads) throws IOException {
    return layer(name, threads, Compression.FAST);
  }

  private Layer layer(String name, int threads, Compression compression) throws IOException {
    FileTree tree = new FileTree();
    tree.put(Entry.file("opt/" + name, 0644, Content.of(name.repeat(500_000))));
    return new LayerWriter(threads).write(name, tree, dir.resolve(name + threads), 0, compression);
  }

  private static ImageConfig config() {
    return builder().build();
  }

  private static ImageConfig.Builder builder() {
    return ImageConfig.builder(Platform.parse("linux/amd64"), CREATED)
        .env(List.of("PATH=/usr/bin"))
        .entrypoint(List.of("python3"))
        .user(Optional.of("65532"))
        .workdir(Optional.of("/app"))
        .exposedPorts(Set.of("9/udp", "8080/tcp"))
        .labels(Map.of("b", "2", "a", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void writesTheSameLayerWithAnyNumberOfThreads(Compression compression) throws IOException {
    Layer one = layer("same", 1, compression);
    Layer three = layer("same", 3, compression);
    assertThat(three.digest()).isEqualTo(one.digest());
    assertThat(Files.list(dir)).hasSize(2);
    Image image = ImageAssembler.assemble(List.of(three), config(), Map.of());
    assertThatCode(() -> ImageValidator.validate(image)).doesNotThrowAnyException();
    assertThat(new String(image.manifest(), StandardCharsets.UTF_8))
        .contains(compression == Compression.ZSTD ? "tar+zstd" : "tar+gzip");
  }

  @Test
  void writesConfigFieldsInAFixedOrderAndMapsSorted() throws IOException {
    Layer layer = layer("base", 1);
    Image image = ImageAssembler.assemble(List.of(layer), config(), Map.of());
    assertThat(new String(image.config(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"created\":\"2026-01-01T00:00:00Z\",\"architecture\":\"amd64\",\"os\":\"linux\","
                + "\"config\":{\"User\":\"65532\",\"ExposedPorts\":{\"8080/tcp\":{},\"9/udp\":{}},"
                + "\"Env\":[\"PATH=/usr/bin\"],\"Entrypoint\":[\"python3\"],"
                + "\"WorkingDir\":\"/app\",\"Labels\":{\"a\":\"1\",\"b\":\"2\"}},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + layer.diffId().oci()
                + "\"]},\"history\":[{\"created\":\"2026-01-01T00:00:00Z\","
                + "\"created_by\":\"wee: base\"}]}");
  }

  @Test
  void saysHowToWatchAndToStopAContainer() throws IOException {
    Healthcheck check =
        new Healthcheck(
            List.of("CMD", "/check"),
            OptionalLong.of(30_000_000_000L),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.of(2));
    RuntimeConfig runtime =
        new RuntimeConfig(Optional.of(check), Optional.of("SIGINT"), List.of("/b", "/a"));
    Image image =
        ImageAssembler.assemble(
            List.of(layer("base", 1)), builder().runtime(runtime).build(), Map.of());
    assertThat(new String(image.config(), StandardCharsets.UTF_8))
        .contains(
            "\"Healthcheck\":{\"Test\":[\"CMD\",\"/check\"],\"Interval\":30000000000,\"Retries\":2},"
                + "\"Volumes\":{\"/a\":{},\"/b\":{}},\"WorkingDir\":\"/app\"")
        .contains("},\"StopSignal\":\"SIGINT\"},\"rootfs\"");
    assertThatCode(() -> ImageValidator.validate(image)).doesNotThrowAnyException();
  }

  @Test
  void validatesWhatItAssembled() throws IOException {
    Image image =
        ImageAssembler.assemble(
            List.of(layer("base", 1), layer("site", 2)), config(), Map.of("k", "v"));
    assertThatCode(() -> ImageValidator.validate(image)).doesNotThrowAnyException();
  }

  @Test
  void isTheSameImageWithDockersOwnManifest() throws IOException {
    Image oci =
        ImageAssembler.assemble(List.of(layer("base", 1)), config(), Map.of("made.by", "wee"));
    Image docker = ImageIndex.dockerList(List.of(oci)).images().get(0);
    assertThat(docker.id()).isEqualTo(oci.id());
    assertThat(docker.bundle().blobs().keySet()).isEqualTo(oci.bundle().blobs().keySet());
    assertThatCode(() -> ImageValidator.validate(docker)).doesNotThrowAnyException();
    String list = new String(ImageIndex.dockerList(List.of(oci)).json(), StandardCharsets.UTF_8);
    assertThat(list + new String(docker.manifest(), StandardCharsets.UTF_8))
        .contains("docker.distribution.manifest.list.v2", "docker.distribution.manifest.v2")
        .contains("docker.container.image.v1", "docker.image.rootfs.diff.tar.gzip")
        .doesNotContain("vnd.oci", "annotations");
  }

  @Test
  void hasNoDockerManifestForZstandard() throws IOException {
    Image image =
        ImageAssembler.assemble(List.of(layer("z", 1, Compression.ZSTD)), config(), Map.of());
    assertThatThrownBy(() -> ImageAssembler.docker(image))
        .isInstanceOf(ImageException.class)
        .hasMessageContainingAll("'z'", "<indexFormat>");
  }

  @Test
  void findsAChangedBlob() throws IOException {
    Layer layer = layer("base", 1);
    Image image = ImageAssembler.assemble(List.of(layer), config(), Map.of());
    byte[] bytes = Files.readAllBytes(layer.blob());
    bytes[bytes.length / 2] ^= 1;
    Files.write(layer.blob(), bytes);
    assertThatThrownBy(() -> ImageValidator.validate(image))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("the blob's digest of the layer 'base'");
  }

  @Test
  void findsAWrongDiffId() throws IOException {
    Layer good = layer("base", 1);
    Layer wrong =
        new Layer(
            good.title(),
            good.blob(),
            good.digest(),
            good.size(),
            good.digest(),
            good.rawSize(),
            good.mediaType());
    Image image = ImageAssembler.assemble(List.of(wrong), config(), Map.of());
    assertThatThrownBy(() -> ImageValidator.validate(image))
        .hasMessageContaining("the tar's digest of the layer 'base'");
  }

  @Test
  void refusesAHistoryOfAnotherLength() throws IOException {
    List<Layer> layers = List.of(layer("base", 1));
    ImageConfig config = builder().history(List.of("a", "b")).build();
    assertThatThrownBy(() -> ImageAssembler.assemble(layers, config, Map.of()))
        .hasMessage("An image of 1 layers needs as many history lines, not 2.");
  }

  @Test
  void remembersALayerBesideItsBlob() throws IOException {
    Layer layer = layer("base", 1);
    Path json = dir.resolve("base.json");
    LayerJson.write(layer, json);
    assertThat(LayerJson.read(json, layer.blob())).isEqualTo(layer);
    Files.write(layer.blob(), new byte[3]);
    assertThatThrownBy(() -> LayerJson.read(json, layer.blob()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("has 3 bytes");
    Files.writeString(json, "{}");
    assertThatThrownBy(() -> LayerJson.read(json, layer.blob()))
        .hasMessageContaining("does not describe a layer");
  }
}
