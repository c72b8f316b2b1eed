package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.DaemonLoader;
import io.github.weepython.maven.spec.Platform;
import java.util.Optional;

/** Loads images that were built into a daemon. */
public final class Loads {
  private final DaemonLoader loader;
  private final Optional<Platform> here;

  public Loads(Environment environment, Progress progress) {
    this.loader = new DaemonLoader(environment.daemons(), progress);
    this.here = environment.compiling().builders().here();
  }

  /** Of several platforms' images the one that runs here. */
  private void load(BuiltImage index, Indexes.Member member) {
    loader.load(
        member.folder().resolve("image.tar"),
        index.name(),
        index.tags(),
        member.id(),
        member.digest());
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
    if (!image.platforms().isEmpty()) {
      load(image, Indexes.member(image, here));
      return;
    }
    loader.load(
        image.folder().resolve("image.tar"),
        image.name(),
        image.tags(),
        image.id(),
        image.digest());
  }
}
