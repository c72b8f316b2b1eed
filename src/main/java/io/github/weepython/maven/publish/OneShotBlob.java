package io.github.weepython.maven.publish;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.Optional;

/**
 * A blob that jib must not send twice by itself: it would go on with a cut upload at an address
 * that the registry has forgotten. We begin anew instead. The registry compares what arrives with
 * the digest (OCI distribution specification, "Pushing a blob monolithically"); doing so here too
 * would take a third of the time of a push.
 */
record OneShotBlob(Digest digest, Content content) implements Blob {
  private static final int PIECE = 1 << 17;

  /** What was to be sent is not what was built. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  DescriptorDigest descriptorDigest() {
    try {
      return DescriptorDigest.fromHash(digest.hex());
    } catch (DigestException e) {
      throw new IllegalStateException("a Digest always is one", e);
    }
  }

  @Override
  public BlobDescriptor writeTo(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      return new BlobDescriptor(copy(in, out), descriptorDigest());
    }
  }

  /**
   * Tells whether the file is at fault, once a registry has refused its bytes.
   *
   * @throws DamagedException when it is not what was built
   */
  void requireWhole() throws IOException {
    Optional<Path> file = content.file();
    Digest found;
    try (InputStream in = content.open()) {
      found = Digest.of(in);
    }
    if (!found.equals(digest)) {
      throw new DamagedException(
          "the blob %s hashes to %s: %s is damaged. Build the image anew"
              .formatted(digest, found, file.map(Object::toString).orElse("the image")));
    }
  }

  /** In long pieces: each becomes a chunk of the request, with a system call or two. */
  private static long copy(InputStream in, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    long size = 0;
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      out.write(piece, 0, n);
      size += n;
    }
    return size;
  }

  private InputStream open() throws IOException {
    try {
      return content.open();
    } catch (IOException e) {
      throw new DamagedException("the blob " + digest + " can't be read any more: " + Causes.of(e));
    }
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
