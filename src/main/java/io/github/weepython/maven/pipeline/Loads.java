package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.DaemonLoader;

/** Loads images that were built into a daemon. */
public final class Loads {
  private final DaemonLoader loader;

  public Loads(Environment environment, Progress progress) {
    this.loader = new DaemonLoader(environment.daemons(), progress);
  }

  /**
   * Refuses to go on where no daemon answers.
   *
   * @throws io.github.weepython.maven.WeeException with each place looked in
   */
  public void require() {
    loader.require();
  }

  /** Loads the image with its tags, unless the daemon has both. */
  public void load(BuiltImage image) {
    loader.load(
        image.folder().resolve("image.tar"),
        image.name(),
        image.tags(),
        image.id(),
        image.digest());
  }
}
