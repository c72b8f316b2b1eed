package io.github.weepython.maven.compile;

import io.github.weepython.maven.spec.Patch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** This room's readers, for the fuzzer. */
public final class PatchReaders {
  private PatchReaders() {}

  public static void headers(byte[] bytes, Path root) {
    PatchedFiles.of(
        List.of(new Patch("a.patch", 1, new String(bytes, StandardCharsets.ISO_8859_1))));
  }
}
