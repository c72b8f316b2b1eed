package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.sandbox.remote.BuildRootLayer;
import java.io.IOException;

/** Keeps roots as images where a cluster can pull them. */
public interface BuildRootPublisher {
  /**
   * Brings a root there, unless it is there.
   *
   * @param again whether anybody may have the like of it again
   * @return the image's name with its digest
   * @throws io.github.weepython.maven.WeeException when the registry refuses
   */
  String push(BuildRootLayer root, boolean again) throws IOException;
}
