package io.github.weepython.maven.report;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.LayerDecompressor;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.prune.CompressedSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads an image's folder in {@code target/wee}: its description and its layers' blobs. */
final class ImageReader {
  /** In bytes: the list of a package with as many files as wee takes. */
  private static final int LARGEST_RECORD = 64 << 20;

  private ImageReader() {}

  /**
   * Reads all of the image.
   *
   * @throws ReportException when the folder has no image, or a damaged one
   */
  static MeasuredImage read(Path folder) {
    Path json = folder.resolve("image.json");
    try {
      JsonNode image = JSON.readTree(Files.readAllBytes(json));
      InstalledPackages.Reader packages = new InstalledPackages.Reader();
      List<MeasuredLayer> layers = new ArrayList<>();
      for (JsonNode layer : image.required("layers")) {
        layers.add(layer(folder, layer, packages));
      }
      String name = image.required("image").asText("") + ":" + image.at("/tags/0").asText("");
      return new MeasuredImage(name, image.required("digest").asText(""), layers, packages.read());
    } catch (IOException | IllegalArgumentException e) {
      throw new ReportException(
          json + " and the files beside it are not a complete image. Run the goal build again.", e);
    }
  }

  private static MeasuredLayer layer(Path folder, JsonNode layer, InstalledPackages.Reader packages)
      throws IOException {
    String digest = layer.required("digest").asText("");
    Path blob = folder.resolve("oci/blobs").resolve(digest.replace(':', '/'));
    long packed = Files.size(blob);
    List<SizeEntry> files = new ArrayList<>();
    String title = layer.required("title").asText("");
    try (InputStream tar = LayerDecompressor.open(blob);
        CompressedSize compressed = new CompressedSize()) {
      TarReader.read(
          "Layer " + title,
          tar,
          TarReader.Devices.SKIP,
          (entry, size, body) -> {
            InputStream bytes = body;
            if (InstalledPackages.Reader.describes(entry)
                || InstalledPackages.Reader.isList(entry)) {
              byte[] record = TarReader.bytes(entry, body, LARGEST_RECORD);
              packages.hear(entry, new ByteArrayInputStream(record));
              bytes = new ByteArrayInputStream(record);
            }
            if (entry.type() == Entry.Type.FILE) {
              files.add(new SizeEntry(entry.path(), size, compressed.of(bytes)));
            }
          });
    }
    double all = files.stream().mapToDouble(SizeEntry::packed).sum();
    double scale = all == 0 ? 0 : packed / all;
    return new MeasuredLayer(
        title,
        digest,
        layer.required("rawSize").asLong(),
        packed,
        files.stream().map(f -> new SizeEntry(f.name(), f.raw(), f.packed() * scale)).toList());
  }
}
