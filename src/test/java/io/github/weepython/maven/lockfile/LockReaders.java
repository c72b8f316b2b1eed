package io.github.weepython.maven.lockfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This room's readers, for the fuzzer. */
public final class LockReaders {
  private LockReaders() {}

  public static void lock(byte[] bytes, Path root) throws IOException {
    new LockFileReader(Files.write(root.resolve("wee.lock"), bytes)).read();
  }
}
