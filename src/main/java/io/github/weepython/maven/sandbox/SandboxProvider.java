package io.github.weepython.maven.sandbox;

import io.github.weepython.maven.spec.Architecture;
import java.io.IOException;
import java.nio.file.Path;

/** One way to have a sandbox. */
public interface SandboxProvider extends AutoCloseable {
  /** What messages call it. */
  String name();

  /** What a person can do to have it. */
  String fix();

  /** Finds out, within two seconds and without a build root, whether it is worth trying. */
  Availability look() throws InterruptedException;

  /** As {@link #look()}, with a root at hand to run something on. */
  default Availability look(Path root) throws InterruptedException {
    return look();
  }

  /**
   * Whether programs of that processor run there with nothing else beside them.
   *
   * @param scratch an empty directory
   */
  default boolean runs(Architecture architecture, Path scratch) throws IOException {
    return false;
  }

  /**
   * A sandbox that has run {@code true} on the root.
   *
   * @throws SandboxException when that failed
   */
  Sandbox open(Path root) throws IOException, InterruptedException;

  /** Whether several jobs of one build can be counted on to run there side by side. */
  default boolean sideBySide() {
    return true;
  }

  /** Ends its connections, and with them its sandboxes. */
  @Override
  default void close() {}
}
