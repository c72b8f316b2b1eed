package io.github.weepython.maven.publish;

import io.github.weepython.maven.HumanDuration;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Pushes images to registries. */
public final class RegistryPublisher {
  private static final long SHORTEST_COMMIT_SECONDS = 20;
  private static final long LONGEST_COMMIT_SECONDS = 300;

  private final Progress progress;

  public RegistryPublisher(Progress progress) {
    this.progress = progress;
  }

  /**
   * Sends what the registry lacks, the tags last; nothing when each tag is the bundle already.
   *
   * @throws PublishException when the registry refuses, or stays away until the time is over
   */
  public PushResult push(
      ManifestWithBlobs bundle, ImageName name, List<String> tags, PushSettings settings) {
    return push(bundle, name, tags, settings, Optional.empty());
  }

  /**
   * Sends an artifact, by its digest alone, so that it is found among what is about its subject.
   *
   * @param artifact of {@link io.github.weepython.maven.image.Referrers#about}
   * @param subject what it is about, in the same repository
   * @throws PublishException as {@link #push(Bundle, ImageName, List, PushSettings)}
   */
  public PushResult pushArtifact(
      ManifestWithBlobs artifact, Digest subject, ImageName name, PushSettings settings) {
    return push(artifact, name, List.of(), settings, Optional.of(subject));
  }

  private PushResult push(
      ManifestWithBlobs bundle,
      ImageName name,
      List<String> tags,
      PushSettings settings,
      Optional<Digest> subject) {
    String registry =
        name.registry()
            .orElseThrow(
                () ->
                    new PublishException(
                        "'"
                            + name
                            + "' names no registry to push to. Set <image> or -Dwee.image to"
                            + " something like registry.example.com/"
                            + name.repository()
                            + "."));
    Credentials.Found found = settings.credentials().find(name);
    Retry retry = new Retry(settings.timeout(), settings.backoff(), System::nanoTime);
    String server = server(registry);
    RegistryHttp http = RegistryHttp.of(server, settings.way(), commitTimeout(settings.timeout()));
    ExecutorService workers = Executors.newCachedThreadPool(RegistryPublisher::daemon);
    try (Progress.Step step = progress.step("Pushing " + name)) {
      Push.Request wish =
          new Push.Request(
              server, name, tags, settings.immutableTags(), settings.origins(), subject);
      Push push = new Push(bundle, wish, http, found, retry, workers, step);
      return finish(workers.submit(push::run), retry);
    } catch (Retry.FailedException e) {
      throw explain(e, name, found);
    } finally {
      workers.shutdownNow();
      shutDown(http);
    }
  }

  /**
   * Whether each tag is this digest already, asked in the cheapest way there is; no in any doubt.
   */
  public boolean isThere(Digest digest, ImageName name, List<String> tags, PushSettings settings) {
    return !tags.isEmpty()
        && name.registry().isPresent()
        && TagCheck.allAre(digest, name, server(name.registry().get()), tags, settings);
  }

  /** Docker Hub's name is not where its registry is. */
  static String server(String registry) {
    boolean hub = registry.equals("docker.io") || registry.equals("index.docker.io");
    return hub ? "registry-1.docker.io" : registry;
  }

  /**
   * A registry may take minutes to store a large blob that it has read whole; giving up earlier
   * would send it twice. Half of the time is left for what comes after.
   */
  private static Duration commitTimeout(Duration timeout) {
    long seconds = Math.min(timeout.toSeconds() / 2, LONGEST_COMMIT_SECONDS);
    return Duration.ofSeconds(Math.max(seconds, SHORTEST_COMMIT_SECONDS));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wee-push");
    thread.setDaemon(true);
    return thread;
  }

  /** How a connection ends changes nothing of what was done by it. */
  static void shutDown(RegistryHttp http) {
    try {
      http.shutDown();
    } catch (IOException e) {
      // The other side was quicker.
    }
  }

  /**
   * A request that stands still has the patience of its own time-out: the deadline is kept here.
   */
  private static PushResult finish(Future<PushResult> push, Retry retry) {
    try {
      return push.get(retry.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      push.cancel(true);
      String before = retry.last().map(failure -> "; before that, " + failure).orElse("");
      throw failed("no answer in time" + before, retry.timeout(), e);
    } catch (InterruptedException e) {
      push.cancel(true);
      Thread.currentThread().interrupt();
      throw failed("the push was interrupted", retry.timeout(), e);
    } catch (ExecutionException e) {
      throw Push.unwrap(e);
    }
  }

  private static Retry.FailedException failed(String words, Duration within, Exception cause) {
    return new Retry.FailedException(
        RegistryFailure.unanswered(RegistryFailure.Kind.NETWORK, words), 1, within, cause);
  }

  private static PublishException explain(
      Retry.FailedException e, ImageName name, Credentials.Found found) {
    RegistryFailure failure = e.failure();
    if (failure.denied()) {
      return new PublishException(denied(failure, name, found), e.getCause());
    }
    String hint = hint(e, failure);
    return new PublishException(
        "Pushing %s failed: %s%n%s".formatted(name, failure, hint), e.getCause());
  }

  static String hint(Retry.FailedException e, RegistryFailure failure) {
    if (failure.status() == 407) {
      return "That is the proxy's answer. See the user and password of <proxy> in settings.xml.";
    }
    if (failure.untrusted()) {
      return "The registry's certificate is not trusted. <registryCa> or -Dwee.registryCa names a"
          + " file with the certificate (PEM) of the authority that signed it.";
    }
    if (failure.passing(false)) {
      return "It was tried %d times within %s; is the registry up, and reachable from here?"
          .formatted(e.tries(), HumanDuration.of(e.within()));
    }
    return (failure.meaning() + " Trying again would not help.").strip();
  }

  private static String denied(RegistryFailure failure, ImageName name, Credentials.Found found) {
    return "Pushing %s was refused: the registry says %s%n%s"
        .formatted(name, failure, used(found, name));
  }

  /** Which credential was used, where it was looked for, and what to do. */
  static String used(Credentials.Found found, ImageName name) {
    String used =
        found
            .credential()
            .map(credential -> "Used: " + credential.source())
            .orElse("Used: no credential, since none was found");
    StringBuilder message = new StringBuilder();
    message.append(used).append('.');
    found.lookedAt().forEach(place -> message.append("%n  looked at %s".formatted(place)));
    return message
        .append("%nAdd a <server> to settings.xml, or run: docker login ".formatted())
        .append(name.registry().orElse(""))
        .toString();
  }
}
