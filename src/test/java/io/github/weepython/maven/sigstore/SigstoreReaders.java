package io.github.weepython.maven.sigstore;

import java.nio.file.Path;

/** This room's readers, for the fuzzer. */
public final class SigstoreReaders {
  private SigstoreReaders() {}

  public static void bundle(byte[] bytes, Path root) {
    SigstoreBundle.parse(bytes);
    TrustedRoot.parse(bytes);
  }
}
