package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.Inflated;
import io.github.weepython.maven.store.Digest;
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

  /** The compressed file, unpacked as it is read. */
  public InputStream open() throws IOException {
    return Inflated.open(blob);
  }
}
