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

  /**
   * Refuses to go on where no daemon answers.
   *
   * @throws io.github.weepython.maven.WeeException with each place looked in
   */
  public void require() {
    loader.require();
  }

  /**
   * Loads the image with its tags, unless the daemon has both; of several platforms' images the one
   * that runs here.
   */
  public void load(BuiltImage image) {
    Indexes.Member member = Indexes.member(image, here);
    loader.load(
        member.folder().resolve("image.tar"),
        image.name(),
        image.tags(),
        member.id(),
        member.digest());
  }
}
