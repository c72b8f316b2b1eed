package io.github.weepython.maven.store;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This room's readers, for the fuzzer. */
public final class StoreReaders {
  private StoreReaders() {}

  /** The bytes are the seal of an entry. */
  public static void entry(byte[] bytes, Path root) throws IOException {
    Digest key = Digest.of("a");
    Path entry = Files.createDirectories(root.resolve("cache/kind").resolve(key.hex()));
    Files.write(entry.resolve("seal"), bytes);
    Files.writeString(Files.createDirectory(entry.resolve("data")).resolve("a"), "a");
    new Store(root.resolve("cache")).findDirectory("kind", key);
  }
}
