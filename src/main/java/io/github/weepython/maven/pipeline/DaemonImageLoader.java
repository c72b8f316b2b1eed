package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.DaemonLoader;
import io.github.weepython.maven.spec.Platform;
import java.util.Optional;

/** Loads images that were built into a daemon. */
public final class DaemonImageLoader {
  private final DaemonLoader loader;

  public DaemonImageLoader(Environment environment, Progress progress) {
    this.loader = new DaemonLoader(environment.machine().daemons(), progress);
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
   * that is the daemon's, or the first.
   */
  public void load(BuiltImage image) {
    Optional<Platform> theirs =
        image.platforms().isEmpty()
            ? Optional.empty()
            : image.platforms().stream()
                .filter(loader.platform()::equals)
                .findFirst()
                .map(Platform::parse);
    IndexWriter.Member member = IndexWriter.member(image, theirs);
    loader.load(
        member.folder().resolve("image.tar"),
        image.name(),
        image.tags(),
        member.id(),
        member.digest());
  }
}
