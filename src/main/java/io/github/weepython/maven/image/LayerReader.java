package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.LayerDecompressor;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** Reads a layer's blob, compressed in any way that wee knows. */
public final class LayerReader {
  private LayerReader() {}

  /**
   * Reads all of it.
   *
   * @param visitor gets the entries in the layer's order, also those before a place that can't be
   *     read
   * @return the digest of the layer's tar, its diff ID
   * @throws IOException when it can't be unpacked
   */
  public static Digest read(Path blob, TarReader.Visitor visitor) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream tar = new DigestInputStream(LayerDecompressor.open(blob), sha256)) {
      TarReader.read(blob.toString(), tar, TarReader.Devices.SKIP, visitor);
      tar.transferTo(OutputStream.nullOutputStream()); // A tar may have padding behind its end.
    }
    return Digest.of(sha256);
  }
}
