package io.github.weepython.maven.publish;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.store.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestException;

/**
 * A blob that jib must not send twice by itself: it would go on with a cut upload at an address
 * that the registry has forgotten. We begin anew instead.
 */
record OneShotBlob(Digest digest, Content content) implements Blob {
  DescriptorDigest descriptorDigest() {
    try {
      return DescriptorDigest.fromHash(digest.hex());
    } catch (DigestException e) {
      throw new IllegalStateException("a Digest always is one", e);
    }
  }

  @Override
  public BlobDescriptor writeTo(OutputStream out) throws IOException {
    try (InputStream in = content.open()) {
      return new BlobDescriptor(in.transferTo(out), descriptorDigest());
    }
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
