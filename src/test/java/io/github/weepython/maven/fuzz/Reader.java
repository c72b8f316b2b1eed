package io.github.weepython.maven.fuzz;

import java.nio.file.Path;

/** Reads bytes from outside the way a build does. */
@FunctionalInterface
public interface Reader {
  /**
   * @param bytes as an attacker may have made them
   * @param root an empty directory, the only place where anything may be written
   */
  void read(byte[] bytes, Path root) throws Exception;
}
