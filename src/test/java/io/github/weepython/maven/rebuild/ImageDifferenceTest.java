package io.github.weepython.maven.rebuild;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.spec.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDifferenceTest {

  @TempDir Path dir;
  private int files;

  private Layer layer(String text, Compression compression) throws IOException {
    FileTree tree = new FileTree();
    tree.put(Entry.file("usr/bin/python3", 0755, Content.of(text)));
    return new LayerWriter(1).write("x", tree, dir.resolve("l" + files++), 0, compression);
  }

  private Layer layer(String text) throws IOException {
    return layer(text, Compression.FAST);
  }

  private static ImageDifference.Side side(String config, Layer... layers) throws IOException {
    ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2);
    List<Path> blobs = new ArrayList<>();
    for (Layer layer : layers) {
      manifest.withArray("layers").addObject().put("digest", layer.digest().oci());
      blobs.add(layer.blob());
    }
    return new ImageDifference.Side(manifest, JSON.readTree(config), blobs);
  }

  @Test
  void nothingDiffersBetweenTheSame() throws IOException {
    ImageDifference.Side side = side("{\"os\":\"linux\"}", layer("a"), layer("b"));
    assertThat(ImageDifference.lines(side, side)).isEmpty();
  }

  @Test
  void namesFieldsOfTheConfigDownToTheLast() throws IOException {
    Layer layer = layer("a");
    String one =
        "{\"os\":\"linux\",\"config\":{\"Env\":[\"A=1\"],\"User\":\"1\"},\"rootfs\":{\"a\":1}}";
    String other = "{\"os\":\"linux\",\"config\":{\"Env\":[\"A=2\"]},\"rootfs\":{\"a\":2},\"x\":1}";
    assertThat(ImageDifference.lines(side(one, layer), side(other, layer)))
        .containsExactly(
            "config.config.Env is [\"A=2\"], and was [\"A=1\"]",
            "config.config.User is missing, and was \"1\"",
            "config.x is 1, and was missing");
  }

  @Test
  void countsLayersAndComparesThoseOfBoth() throws IOException {
    Layer same = layer("a");
    Layer old = layer("old");
    Layer fresh = layer("fresh");
    assertThat(ImageDifference.lines(side("{}", same, old, same), side("{}", same, fresh)))
        .hasSize(2)
        .contains("it has 3 layers, and the rebuild has 2")
        .last()
        .asString()
        .startsWith("layer 2, " + old.digest().oci() + ", became " + fresh.digest().oci() + ": ")
        .contains("/usr/bin/python3 has size 5 instead of 3");
  }

  @Test
  void tellsPackingFromFiles() throws IOException {
    assertThat(
            ImageDifference.lines(
                side("{}", layer("a", Compression.FAST)), side("{}", layer("a", Compression.ZSTD))))
        .singleElement()
        .asString()
        .endsWith(": the same files, packed differently");
  }

  @Test
  void saysThatARegistrysLayerIsDamaged() throws IOException {
    Layer layer = layer("a");
    ImageDifference.Side found = side("{}", layer);
    Path damaged = dir.resolve("damaged");
    Files.write(damaged, Files.readAllBytes(layer("evil").blob()));
    ImageDifference.Side expected =
        new ImageDifference.Side(found.manifest(), found.config(), List.of(damaged));
    assertThat(ImageDifference.lines(expected, found))
        .singleElement()
        .asString()
        .startsWith(
            "layer 1, %s, is damaged in the registry, where it hashes to %s: "
                .formatted(layer.digest().oci(), Digest.of(damaged).oci()))
        .contains("/usr/bin/python3 has size");
  }

  /** As where a registry made another media type of it. */
  @Test
  void comparesManifestsWhereAllElseIsTheSame() throws IOException {
    ImageDifference.Side one = side("{}", layer("a"));
    ObjectNode manifest = one.manifest().deepCopy();
    manifest.put("annotations", "a".repeat(300));
    assertThat(
            ImageDifference.lines(
                one, new ImageDifference.Side(manifest, one.config(), one.layers())))
        .singleElement()
        .asString()
        .startsWith("manifest.annotations is \"aaa")
        .endsWith("..., and was missing");
  }
}
