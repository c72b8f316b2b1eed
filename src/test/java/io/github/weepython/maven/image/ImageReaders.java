package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.LayerDecompressor;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Architecture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** This room's readers, for the fuzzer. */
public final class ImageReaders {
  private ImageReaders() {}

  public static void tar(byte[] bytes, Path root) throws IOException {
    new TreeUnpacker(root, path -> true).unpack("A tar", new ByteArrayInputStream(bytes), List::of);
    Path file = Files.write(root.resolve("\n.tar"), bytes);
    TarReader.tree(file);
  }

  public static void layer(byte[] bytes, Path root) throws IOException {
    Path blob = Files.write(root.resolve("blob"), bytes);
    try (InputStream tar = LayerDecompressor.open(blob)) {
      TreeUnpacker unpacker = new TreeUnpacker(Files.createDirectory(root.resolve("r")), p -> true);
      unpacker.unpack("A layer", tar, List::of);
    }
  }

  public static void layerJson(byte[] bytes, Path root) throws IOException {
    Path json = Files.write(root.resolve("layer.json"), bytes);
    LayerJson.read(json, json);
  }

  public static void layout(byte[] bytes, Path root) throws IOException {
    Files.write(root.resolve("index.json"), bytes);
    OciLayoutReader.only(root, Architecture.AMD64);
  }

  /** The bytes are the manifest, the config and the only blob that there is. */
  public static void manifest(byte[] bytes, Path root) throws IOException {
    Digest digest = Digest.of(bytes);
    Path blob = root.resolve(LayoutJson.blob(digest));
    Files.createDirectories(blob.resolveSibling(""));
    Files.write(blob, bytes);
    OciLayoutReader.read(root, digest);
    Map<Digest, Content> blobs = Map.of(digest, Content.of(blob));
    Path target = Files.createDirectory(root.resolve("unpacked"));
    ImageRoot.unpack(new ManifestWithBlobs(bytes, "", blobs, List.of()), target);
  }
}
