package io.github.weepython.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRootTest {
  @TempDir Path dir;

  private static FileTree tree(Entry... entries) {
    FileTree tree = new FileTree();
    for (Entry entry : entries) {
      tree.put(entry);
    }
    return tree;
  }

  private static Entry file(String path, String text) {
    return Entry.file(path, 0644, Content.of(text));
  }

  private Image image(String architecture, FileTree lower, FileTree upper) throws Exception {
    Path blobs = Files.createDirectories(dir.resolve(architecture));
    LayerWriter writer = new LayerWriter(1);
    return ImageAssembler.assemble(
        List.of(
            writer.write("lower", lower, blobs.resolve("lower"), 0, Compression.FAST),
            writer.write("upper", upper, blobs.resolve("upper"), 0, Compression.ZSTD)),
        ImageConfig.of(Platform.parse("linux/" + architecture), Instant.EPOCH),
        Map.of());
  }

  private ImageRoot unpacked(String architecture) throws Exception {
    return ImageRoot.unpack(
        OciLayoutReader.only(dir.resolve("layout"), Architecture.of(architecture).orElseThrow()),
        Files.createDirectory(dir.resolve("root")));
  }

  @Test
  void layersLieOverEachOtherAndWhatIsHiddenIsGone() throws Exception {
    FileTree lower =
        tree(file("etc/a", "old"), file("etc/b/c", "gone"), Entry.symlink("etc/l", "a"));
    FileTree upper = tree(file("etc/a", "new"), file("etc/.wh.b", ""), file("etc/.wh.l", ""));
    OciLayoutWriter.write(image("amd64", lower, upper), List.of("1"), dir.resolve("layout"));

    Path root = unpacked("amd64").path();

    assertThat(root.resolve("etc/a")).hasContent("new");
    assertThat(root.resolve("etc")).isDirectoryNotContaining(path -> !path.endsWith("a"));
  }

  @Test
  void takesTheImageOfThePlatformFromAnIndex() throws Exception {
    FileTree nothing = tree(file("x", ""));
    Image amd64 = image("amd64", nothing, tree(file("arch", "amd64")));
    Image arm64 = image("arm64", nothing, tree(file("arch", "arm64")));
    index("layout", amd64, arm64);
    index("amd64-alone", amd64);

    assertThat(unpacked("arm64").path().resolve("arch")).hasContent("arm64");
    assertThatThrownBy(() -> OciLayoutReader.only(dir.resolve("amd64-alone"), Architecture.ARM64))
        .isInstanceOf(ImageException.class)
        .hasMessageEndingWith("amd64-alone has no image for arm64.");
  }

  private void index(String name, Image... images) throws Exception {
    OciLayoutWriter.write(
        ImageIndex.of(List.of(images), Map.of()).bundle(), List.of("1"), dir.resolve(name));
  }

  @Test
  void refusesALayerWithAChangedByte() throws Exception {
    Image image = image("amd64", tree(file("x", "x")), tree(file("y", "y")));
    Path layout = dir.resolve("layout");
    OciLayoutWriter.write(image, List.of("1"), layout);
    Path blob = layout.resolve("blobs/sha256/" + image.layers().get(1).digest().hex());
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(blob);
    Files.write(blob, bytes);

    assertThatThrownBy(() -> unpacked("amd64"))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(image.layers().get(1).digest().oci());
  }

  /** As older skopeo, buildah and umoci write it. */
  @Test
  void takesAManifestThatDoesNotSayItsMediaType() throws Exception {
    Image made = image("amd64", tree(file("x", "x")), tree(file("y", "y")));
    String bare =
        new String(made.manifest(), StandardCharsets.UTF_8)
            .replaceFirst(
                "\"mediaType\":\\s*\"" + Pattern.quote(ImageAssembler.MANIFEST) + "\",?", "");
    assertThat(bare).doesNotContain(ImageAssembler.MANIFEST);
    OciLayoutWriter.write(
        new Image(
            made.layers(),
            made.config(),
            bare.getBytes(StandardCharsets.UTF_8),
            ImageAssembler.MANIFEST),
        List.of("1"),
        dir.resolve("layout"));
    assertThat(unpacked("amd64").path().resolve("y")).hasContent("y");
  }
}
