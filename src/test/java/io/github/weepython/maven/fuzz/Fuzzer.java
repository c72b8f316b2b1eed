package io.github.weepython.maven.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Jazzer calls: {@code --target_class=io.github.weepython.maven.fuzz.Fuzzer --target_args=deb}
 * (src/campaign/fuzz.py does).
 */
public final class Fuzzer {
  private static FuzzTarget target = FuzzTarget.DEB;
  private static Path folder = Path.of("target");

  private Fuzzer() {}

  /** Called once, with the name of the target. */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    target = FuzzTarget.parse(arguments[0]);
    folder = Files.createTempDirectory("wee-fuzz");
    for (Path path : target.corpus()) {
      target.read(Files.readAllBytes(path), folder); // Loads classes, which takes its time.
    }
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
    target.read(bytes, folder);
  }
}
