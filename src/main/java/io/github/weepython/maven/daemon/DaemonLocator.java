package io.github.weepython.maven.daemon;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Looks for a daemon that answers. */
public final class DaemonLocator {
  /** Short enough for an error within two seconds where a machine is away. */
  private static final Duration CONNECT = Duration.ofMillis(1500);

  /** A daemon that is there may be busy, and ssh greets slowly. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final EndpointResolver endpoints;
  private final DaemonTimeouts patience;

  public DaemonLocator(EndpointResolver endpoints) {
    this(endpoints, DaemonTimeouts.USUAL);
  }

  /**
   * @param patience with those that have answered once
   */
  public DaemonLocator(EndpointResolver endpoints, DaemonTimeouts patience) {
    this.endpoints = endpoints;
    this.patience = patience;
  }

  /** A place and what was found there. */
  public record ProbeResult(String place, boolean answers, String found) {}

  /**
   * @param daemon the first that answers
   * @param looks every place tried, in order; those after the daemon's are not tried
   */
  public record Found(Optional<Daemon> daemon, List<ProbeResult> looks) {
    public Found {
      looks = List.copyOf(looks);
    }
  }

  /** The first daemon that answers. The caller closes it. */
  public Found find() {
    List<ProbeResult> looks = new ArrayList<>();
    Optional<Daemon> daemon = Optional.empty();
    for (Endpoint endpoint : places(looks)) {
      daemon = open(endpoint, looks);
      if (daemon.isPresent()) {
        break;
      }
    }
    return new Found(daemon, looks);
  }

  /**
   * As {@link #find}, for what can't be done without.
   *
   * @param purpose what messages say it is for
   * @throws DaemonException with each place looked in when none answers
   */
  public Daemon require(String purpose) {
    Found found = find();
    return found.daemon.orElseThrow(
        () ->
            new DaemonException(
                ("%s needs a Docker or Podman daemon, and none answers. Looked at:%n "
                        + " %s%nStart one, or set DOCKER_HOST.")
                    .formatted(
                        purpose,
                        found.looks.stream()
                            .map(each -> each.place() + ": " + each.found().replace("\n", " "))
                            .collect(Collectors.joining("\n  ")))));
  }

  /** What every place answers. */
  public List<ProbeResult> survey() {
    List<ProbeResult> looks = new ArrayList<>();
    for (Endpoint endpoint : places(looks)) {
      open(endpoint, looks).ifPresent(Daemon::close);
    }
    return looks;
  }

  private List<Endpoint> places(List<ProbeResult> looks) {
    try {
      return endpoints.all();
    } catch (DaemonException e) {
      looks.add(new ProbeResult("the environment", false, String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  private Optional<Daemon> open(Endpoint endpoint, List<ProbeResult> looks) {
    if (endpoint.socket().isPresent() && !Files.exists(endpoint.socket().get())) {
      looks.add(new ProbeResult(endpoint.toString(), false, "no such socket"));
      return Optional.empty();
    }
    try {
      Daemon daemon = inTime(endpoint);
      looks.add(new ProbeResult(endpoint.toString(), true, daemon.version()));
      return Optional.of(daemon);
    } catch (DaemonException e) {
      looks.add(new ProbeResult(endpoint.toString(), false, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** In a thread of its own: finding a host's name has no time limit. */
  private Daemon inTime(Endpoint endpoint) {
    ExecutorService worker = Executors.newSingleThreadExecutor(DaemonLocator::thread);
    CompletableFuture<Daemon> opened = new CompletableFuture<>();
    worker.execute(() -> open(endpoint, opened));
    try {
      return opened.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      opened.cancel(false);
      throw new DaemonException("no answer within " + ANSWER.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      opened.cancel(false);
      throw new DaemonException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DaemonException d
          ? d
          : new DaemonException(String.valueOf(e.getCause()), e);
    } finally {
      worker.shutdownNow();
    }
  }

  /** Hangs up where nobody waits any more. */
  private void open(Endpoint endpoint, CompletableFuture<Daemon> opened) {
    try {
      Daemon daemon = Daemon.open(endpoint, CONNECT, ANSWER, patience);
      if (!opened.complete(daemon)) {
        daemon.close();
      }
    } catch (RuntimeException e) {
      opened.completeExceptionally(e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "wee-daemon");
    thread.setDaemon(true);
    return thread;
  }
}
