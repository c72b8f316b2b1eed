package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.XZInputStream;

/** Opens {@code .xz} files from untrusted sources. */
public final class XzDecompressor {
  /** KiB; {@code xz -9} makes files that need 66,000. What a file asks for is allocated at once. */
  private static final int MEMORY = 128 << 10;

  private XzDecompressor() {}

  /**
   * The uncompressed bytes.
   *
   * @throws IOException when it is not an xz file, or would need more memory than any file that
   *     {@code xz} writes; also while reading
   */
  public static InputStream open(InputStream in) throws IOException {
    return new XZInputStream(in, MEMORY);
  }
}
