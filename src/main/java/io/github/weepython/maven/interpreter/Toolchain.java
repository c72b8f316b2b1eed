package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.spec.Platform;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the images of one platform come about.
 *
 * @param sandboxes where jobs run
 * @param from the platform of those sandboxes, where they can't run what is compiled
 * @param helper an install tree of the same source that they can run, made when it is asked for
 */
public record Toolchain(
    SandboxSelector sandboxes, Optional<Platform> from, Optional<Supplier<Path>> helper) {
  /** What is compiled runs where it is compiled. */
  public static Toolchain running(SandboxSelector sandboxes) {
    return new Toolchain(sandboxes, Optional.empty(), Optional.empty());
  }
}
