package io.github.weepython.maven.store;

import java.io.IOException;
import java.nio.file.Path;

/** Makes a result that the store does not have yet. */
@FunctionalInterface
public interface Producer {
  /**
   * Writes the result.
   *
   * @param target where: an empty directory that exists, or a file that does not exist yet
   */
  void produce(Path target) throws IOException;
}
