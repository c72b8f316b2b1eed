package io.github.weepython.maven;

import io.github.weepython.maven.publish.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A wee cache of one invoker project's own, with some kinds of things of the shared one. */
public final class OwnCache {
  private OwnCache() {}

  /**
   * All that is downloaded and unpacked, and nothing that was compiled.
   *
   * @param basedir the project
   * @return what {@code XDG_CACHE_HOME} is to say
   */
  public static File uncompiled(File basedir) throws IOException, InterruptedException {
    return of(basedir, "download", "fresh", "lock", "build-root", "base");
  }

  /** As {@link #uncompiled}, with these kinds. */
  public static File of(File basedir, String... kinds) throws IOException, InterruptedException {
    Path own = Files.createDirectories(basedir.toPath().resolve("cache/wee"));
    for (String kind : kinds) {
      Tool.run(
          "cp", "-al", shared(basedir).resolve("wee").resolve(kind).toString(), own.toString());
    }
    return own.getParent().toFile();
  }

  /** The cache home of all projects, as CI or a bench has it, or that of {@code target}. */
  public static Path shared(File basedir) {
    String home = System.getenv("XDG_CACHE_HOME");
    return home == null || home.isEmpty()
        ? basedir.toPath().resolve("../../it-cache")
        : Path.of(home);
  }
}
