package io.github.weepython.maven.publish;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.daemon.ProgressInputStream;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ImageTarWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads images into the daemon that is found here, or into one on another machine. */
public final class DaemonLoader {
  private static final String PURPOSE = "Loading the image (<load> or -Dwee.load)";

  private final DaemonLocator daemons;
  private final Progress progress;

  public DaemonLoader(DaemonLocator daemons, Progress progress) {
    this.daemons = daemons;
    this.progress = progress;
  }

  /**
   * Refuses, before any long work, to load where no daemon is.
   *
   * @throws io.github.weepython.maven.daemon.DaemonException with each place looked in
   */
  public void require() {
    daemons.require(PURPOSE).close();
  }

  /**
   * The daemon's platform, such as {@code linux/arm64}: it may be on another machine than this.
   *
   * @throws io.github.weepython.maven.daemon.DaemonException with each place looked in
   */
  public String platform() {
    try (Daemon daemon = daemons.require(PURPOSE)) {
      return daemon.platform();
    }
  }

  /**
   * Loads what the daemon lacks: the image, or only names of it.
   *
   * @param tar as {@link ImageTarWriter} writes it
   * @param id the image ID; to a daemon with containerd's store it is the digest instead
   * @throws PublishException when the daemon fails in the middle
   */
  public void load(Path tar, ImageName name, List<String> tags, Digest id, Digest digest) {
    Set<String> same = Set.of(id.oci(), digest.oci());
    try (Daemon daemon = daemons.require(PURPOSE)) {
      Optional<String> there = same.stream().filter(x -> daemon.imageId(x).isPresent()).findFirst();
      List<String> missing =
          tags.stream()
              .filter(tag -> daemon.imageId(name + ":" + tag).filter(same::contains).isEmpty())
              .toList();
      if (missing.isEmpty()) {
        progress.info("Nothing to load: %s has %s already".formatted(daemon, name));
      } else if (there.isPresent()) {
        missing.forEach(tag -> tag(daemon, there.get(), name, tag));
        progress.info("Named %s in %s: %s".formatted(name, daemon, String.join(", ", missing)));
      } else {
        send(daemon, tar);
        progress.info("Loaded %s:%s into %s".formatted(name, tags.get(0), daemon));
      }
    } catch (IOException | RuntimeException e) {
      throw failed(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishException("Loading " + name + " was interrupted.", e);
    }
  }

  private static void tag(Daemon daemon, String id, ImageName name, String tag) {
    daemon.ask(client -> client.tagImageCmd(id, name.toString(), tag));
  }

  private void send(Daemon daemon, Path tar) throws IOException, InterruptedException {
    try (Progress.Step step = progress.step("Loading the image into " + daemon);
        InputStream in =
            new ProgressInputStream(Files.newInputStream(tar), step, Files.size(tar))) {
      daemon.load(in);
    }
  }

  private static RuntimeException failed(ImageName name, Exception e) {
    if (e instanceof io.github.weepython.maven.WeeException known) {
      return known;
    }
    return new PublishException(
        "Loading %s into the daemon failed: %s. Is it still running, and does its disk have room?"
            .formatted(name, Causes.of(e)),
        e);
  }
}
