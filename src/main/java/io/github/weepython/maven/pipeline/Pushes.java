package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.OciLayoutReader;
import io.github.weepython.maven.publish.PushResult;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.publish.RegistryWay;
import java.time.Duration;
import java.util.Random;

/** The way from the files of a build to a registry. */
public final class Pushes {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final Environment environment;
  private final Wishes wishes;
  private final Progress progress;

  /**
   * How the user wants pushes to be.
   *
   * @param timeout total time after which the push of one image gives up
   * @param allowInsecure whether plain HTTP will do for registries beyond this machine
   * @param immutableTags whether a tag that is another image already is an error
   */
  public record Wishes(Duration timeout, boolean allowInsecure, boolean immutableTags) {}

  public Pushes(Environment environment, Wishes wishes, Progress progress) {
    this.environment = environment;
    this.wishes = wishes;
    this.progress = progress;
  }

  /** Pushes an image with its tags: what the registry lacks. */
  public void push(BuiltImage image) {
    PushSettings settings =
        new PushSettings(
            environment.credentials(),
            wishes.timeout(),
            new Backoff(FIRST_PAUSE, new Random(), Backoff.Pause.REAL),
            new RegistryWay(
                environment.proxy(), environment.registries().authority(), wishes.allowInsecure()),
            wishes.immutableTags(),
            new PushedBlobs(environment.cache()));
    RegistryPublisher publisher = new RegistryPublisher(progress);
    long begin = System.nanoTime();
    if (publisher.isThere(image.digest(), image.name(), image.tags(), settings)) {
      progress.info("Nothing to push: %s is there already".formatted(image.reference()));
      return;
    }
    PushResult result =
        publisher.push(
            OciLayoutReader.read(image.folder().resolve("oci"), image.digest()),
            image.name(),
            image.tags(),
            settings.after(Duration.ofNanos(System.nanoTime() - begin)));
    progress.info(
        "Pushed %s@%s: %d blobs sent (%.1f MB), %d there already"
            .formatted(
                image.name(),
                result.digest().oci(),
                result.blobsSent(),
                result.bytesSent() / 1e6,
                result.blobsThere()));
  }
}
