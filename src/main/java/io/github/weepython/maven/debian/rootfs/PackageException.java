package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.WeeException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A package's file that can't be used. It is known by its file alone here; whoever resolved it adds
 * its name, its version and where it is from.
 */
public final class PackageException extends WeeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String problem;

  PackageException(Path file, String problem, @Nullable Throwable cause) {
    super("The package %s can't be used: %s".formatted(file, problem), cause);
    this.file = file;
    this.problem = problem.endsWith(".") || problem.endsWith("?") ? problem : problem + ".";
  }

  /** The .deb. */
  public Path file() {
    return file;
  }

  /** What is wrong with it, as a sentence. */
  public String problem() {
    return problem;
  }
}
