package io.github.weepython.maven.doctor;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.debian.archive.MirrorCheck;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.debian.archive.Release;
import io.github.weepython.maven.fetch.FetchRetries;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.HttpProxy;
import io.github.weepython.maven.inputs.Keyrings;
import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.store.Store;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Mirrors, upstream's site, the proxies on the way, and the clock that signatures are read by. */
final class NetworkCheck {
  private static final String TOPIC = "Network";
  private static final String OFFLINE = "not asked: Maven is offline (-o)";

  private final Environment environment;
  private final InstantSource clock;

  NetworkCheck(Environment environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  List<Diagnostic> findings(Suite suite) {
    List<Diagnostic> all = new ArrayList<>();
    Mirrors mirrors = environment.mirrors();
    List<Callable<Diagnostic>> looks = new ArrayList<>();
    String main = origin(environment.origins().mirror(), "<mirror>");
    mirrors.main().forEach(uri -> looks.add(() -> mirror(uri, suite.codename(), main)));
    String updates = origin(environment.origins().securityMirror(), "<securityMirror>");
    mirrors
        .security()
        .forEach(uri -> looks.add(() -> mirror(uri, suite.codename() + "-security", updates)));
    looks.add(this::upstream);
    all.addAll(atOnce(looks));
    return all;
  }

  private String origin(Optional<String> parameter, String name) {
    return parameter.isPresent()
        ? name
        : environment.machine().etc().resolve("apt") + ", or Debian's own";
  }

  private Diagnostic mirror(URI uri, String suite, String origin) {
    String subject = "mirror %s (%s), %s".formatted(uri, origin, way(uri));
    if (environment.connections().offline()) {
      return Diagnostic.note(TOPIC, subject, OFFLINE);
    }
    try {
      Optional<Release> release = check().release(uri, suite);
      return release.isPresent()
          ? dated(subject, suite, release.get())
          : Diagnostic.warning(
              TOPIC, subject, "has no suite " + suite, "set another <mirror> or <suite>");
    } catch (SpecException e) {
      return Diagnostic.warning(
          TOPIC, subject, String.valueOf(e.getMessage()), "correct that parameter");
    } catch (WeeException e) {
      return Diagnostic.warning(
          TOPIC,
          subject,
          String.valueOf(e.getMessage()),
          "set <mirror> and <securityMirror> to ones that this machine reaches, or a <proxy> in"
              + " settings.xml");
    }
  }

  private Diagnostic dated(String subject, String suite, Release release) {
    Instant now = clock.instant();
    String found =
        "%s of %s, its signature is valid%s; this machine's clock: %s"
            .formatted(
                suite,
                release.date(),
                release.validUntil().map(until -> ", valid until " + until).orElse(""),
                now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    return now.isBefore(release.date())
        ? Diagnostic.warning(TOPIC, subject, found, "set the clock: it is behind the archive")
        : Diagnostic.good(TOPIC, subject, found);
  }

  private MirrorCheck check() {
    return new MirrorCheck(
        fetcher(),
        Keyrings.debian(environment.origins().debianKeyring(), clock),
        clock,
        environment.origins().checkValidUntil());
  }

  private HttpFetcher fetcher() {
    FetchRetries once =
        new FetchRetries(
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            new Backoff(Duration.ZERO, new Random(), Backoff.Pause.REAL));
    FetchSettings settings =
        FetchSettings.DEFAULT
            .withOffline(environment.connections().offline())
            .withRetries(once)
            .withParallel(1)
            .withNetwork(environment.network());
    return new HttpFetcher(new Store(environment.cache()), settings, Progress.NONE);
  }

  private Diagnostic upstream() {
    URI uri = environment.origins().upstream();
    String subject = "CPython's releases %s, %s".formatted(uri, way(uri));
    if (environment.connections().offline()) {
      return Diagnostic.note(TOPIC, subject, OFFLINE);
    }
    try {
      fetcher().fetchFresh("the list of releases", List.of(URI.create(uri + "/")), 10L << 20);
      return Diagnostic.good(TOPIC, subject, "can be reached");
    } catch (WeeException e) {
      return Diagnostic.warning(
          TOPIC,
          subject,
          String.valueOf(e.getMessage()),
          "only versions that Debian's pool has can be built; otherwise set <upstream>,"
              + " <source>, or a <proxy> in settings.xml");
    }
  }

  private String way(URI uri) {
    Proxy proxy = environment.connections().way().apply(uri);
    String origin = proxy instanceof HttpProxy known ? known.source() : "<pkgProxy>";
    // Not its toString(), which says <unresolved> of an address that a proxy's own request
    // resolves.
    return proxy.address() instanceof InetSocketAddress address
        ? "through the proxy %s:%d of %s"
            .formatted(address.getHostString(), address.getPort(), origin)
        : "directly";
  }

  private static List<Diagnostic> atOnce(List<Callable<Diagnostic>> looks) {
    ExecutorService workers = Executors.newFixedThreadPool(looks.size());
    try {
      List<Diagnostic> all = new ArrayList<>();
      for (Future<Diagnostic> future : workers.invokeAll(looks)) {
        all.add(future.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
