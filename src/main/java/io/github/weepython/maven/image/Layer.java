package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.LayerDecompressor;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A compressed tar, as a registry keeps it.
 *
 * @param title what messages call it: base, interpreter, standard library, pip
 * @param blob the compressed file
 * @param digest of the compressed bytes
 * @param size of the compressed file in bytes
 * @param diffId digest of the uncompressed tar (OCI image-spec, config.md, DiffID)
 * @param rawSize of the uncompressed tar in bytes
 * @param mediaType as in the OCI image-spec
 */
public record Layer(
    String title,
    Path blob,
    Digest digest,
    long size,
    Digest diffId,
    long rawSize,
    String mediaType) {
  /** The media type of a gzip layer. */
  public static final String GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

  /** The media type of a Zstandard layer. */
  public static final String ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";

  /**
   * What Docker's own manifests call a gzip layer (Docker's image manifest version 2, schema 2).
   */
  public static final String DOCKER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";

  /**
   * The same bytes, as Docker's own manifests name them.
   *
   * @throws ImageException for Zstandard, which they have no name for
   */
  Layer docker() {
    if (!mediaType.equals(GZIP)) {
      throw new ImageException(
          ("Docker's manifest format supports gzip layers only, and '%s' is %s.%nLeave"
                      + " <compression> as")
                  .formatted(title, mediaType)
              + " it is, or <indexFormat>: an OCI index supports both.");
    }
    return new Layer(title, blob, digest, size, diffId, rawSize, DOCKER_GZIP);
  }

  /** The compressed file, unpacked as it is read. */
  public InputStream open() throws IOException {
    return LayerDecompressor.open(blob);
  }

  /**
   * Reads its entries in their order.
   *
   * @throws io.github.weepython.maven.archive.ArchiveException when it is damaged, or has what is
   *     refused
   */
  public void read(TarReader.Devices devices, TarReader.Visitor visitor) throws IOException {
    try (InputStream tar = open()) {
      TarReader.read("Layer " + title, tar, devices, visitor);
    }
  }
}
