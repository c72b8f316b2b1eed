package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.openpgp.Keyring;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Finds a suite's signed Release file and, by it, the suite's indexes. */
final class SuiteReader {
  private static final long MAX_IN_RELEASE = 10L << 20;
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  private final Fetcher fetcher;
  private final Keyring keyring;
  private final InstantSource clock;
  private final boolean checkValidUntil;

  /** Packages and Sources of one run are of one Release each. */
  private final Map<String, Optional<Release>> releases = new ConcurrentHashMap<>();

  SuiteReader(Fetcher fetcher, Keyring keyring, InstantSource clock, boolean checkValidUntil) {
    this.fetcher = fetcher;
    this.keyring = keyring;
    this.clock = clock;
    this.checkValidUntil = checkValidUntil;
  }

  /**
   * The suite's Release of the first mirror that has a good one; empty when each answered that it
   * has no such suite.
   *
   * @throws DebianException when some mirror has it and none of those is good
   */
  Optional<Release> release(String suite, List<URI> mirrors) {
    return releases.computeIfAbsent(suite, s -> find(s, mirrors));
  }

  /**
   * Reads again what was read of a suite.
   *
   * @return whether the archive has changed meanwhile
   */
  boolean renew(String suite, List<URI> mirrors) {
    Optional<Release> now = find(suite, mirrors);
    return !now.equals(releases.put(suite, now));
  }

  /** The suites read so far, sorted by name. */
  List<SuiteRelease> read() {
    return new TreeMap<>(releases)
        .entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(found -> SuiteRelease.of(e.getKey(), found)))
            .toList();
  }

  private Optional<Release> find(String suite, List<URI> mirrors) {
    List<String> problems = new ArrayList<>();
    boolean absent = true;
    boolean unreachable = true;
    for (URI mirror : mirrors) {
      URI uri = Mirrors.below(mirror, "dists/" + suite + "/InRelease");
      try {
        return Optional.of(release(suite, uri));
      } catch (WeeException e) {
        unreachable &= e instanceof FetchException;
        absent &= e instanceof FetchException f && f.notFound();
        problems.add("\n" + uri + "\n  " + String.valueOf(e.getMessage()).replace("\n", "\n  "));
      }
    }
    if (absent) {
      return Optional.empty();
    }
    if (unreachable && fetcher.offline()) {
      throw new DebianException(
          "Maven is offline (-o), and the cache lacks the InRelease of %s from %s.\n"
                  .formatted(suite, mirrors)
              + "Run once without -o to have it downloaded.");
    }
    throw new DebianException(
        "No mirror has a valid InRelease of " + suite + ". Tried:" + String.join("", problems));
  }

  private Release release(String suite, URI uri) {
    String name = "InRelease of " + suite;
    return fetcher.fetchFresh(
        name, List.of(uri), MAX_IN_RELEASE, message -> checked(suite, name, message));
  }

  private Release checked(String suite, String name, byte[] message) {
    Release release = Release.parse(keyring.verifyClearSigned(name, message).content());
    if (!release.codename().equals(suite) && !release.suite().equals(suite)) {
      throw new DebianException(
          String.format(
              "Expected suite %s; what is signed there is Suite '%s', Codename '%s'.",
              suite, release.suite(), release.codename()));
    }
    checkTimes(release);
    return release;
  }

  private void checkTimes(Release release) {
    Instant now = clock.instant();
    if (release.date().isAfter(now.plus(CLOCK_SKEW))) {
      throw new DebianException(
          String.format(
              "It was made at %s, and this machine's clock says %s. Set the clock.",
              release.date(), now));
    }
    Optional<Instant> until = release.validUntil();
    if (checkValidUntil && until.isPresent() && now.isAfter(until.get())) {
      throw new DebianException(
          String.format(
              "It was valid until %s, and this machine's clock says %s: either the mirror is stale"
                  + " or the clock is wrong. To use an old archive on purpose, set"
                  + " <checkValidUntil>false</checkValidUntil> or -Dwee.checkValidUntil=false.",
              until.get(), now));
    }
  }

  /**
   * An index's download, compressed as well as may be.
   *
   * @param path of the uncompressed index, such as {@code main/binary-amd64/Packages}
   */
  Download index(String suite, Release release, String path, List<URI> mirrors) {
    for (String suffix : List.of(".xz", ".gz")) {
      ChecksumEntry file = release.files().get(path + suffix);
      if (file != null) {
        return download(suite, release, file, mirrors);
      }
    }
    throw new DebianException(
        String.format(
            "The InRelease of %s lists neither %s.xz nor %s.gz. Does %s have that component and"
                + " architecture? Looked at: %s.",
            suite, path, path, suite, mirrors));
  }

  private static Download download(
      String suite, Release release, ChecksumEntry file, List<URI> mirrors) {
    String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
    String byHash = folder + "by-hash/SHA256/" + file.sha256().hex();
    List<URI> uris = new ArrayList<>();
    for (URI mirror : mirrors) {
      if (release.byHash()) {
        uris.add(Mirrors.below(mirror, "dists/" + suite + "/" + byHash));
      }
      uris.add(Mirrors.below(mirror, "dists/" + suite + "/" + file.path()));
    }
    return new Download(suite + " " + file.path(), uris, file.sha256(), file.size());
  }
}
