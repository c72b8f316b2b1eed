package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.SuiteRelease;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The address of a file in the snapshot archive, which keeps it for good.
 *
 * @param folder the snapshot archive's, with {@code debian} and {@code debian-security}
 * @param archive {@code debian} or {@code debian-security}
 * @param time such as {@code 20260701T000000Z}; the archive answers with the last state before it
 * @param path below a mirror, such as {@code pool/main/b/bash/bash_5.2.37-2+b5_amd64.deb}
 */
record SnapshotAddress(String folder, String archive, String time, String path) {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\S+)/(debian|debian-security)/(\\d{8}T\\d{6}Z)/(\\S+)");

  /** The layout of a pool, as dak(1) arranges it: component, initial and source package. */
  private static final Pattern POOL =
      Pattern.compile(
          "\\S*/(pool/(?:updates/)?(?:main|contrib|non-free|non-free-firmware)"
              + "/(?:lib)?[a-z0-9]/[a-z0-9][a-z0-9+.-]+/[^\\s/?#]+)");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * From a Release's date on, until its files are in a snapshot and before what replaces them is
   * removed from the pool: snapshots are taken four times a day, and dak(1) leaves what no suite
   * has any more in the pool for a day and a half.
   */
  private static final Duration SETTLED = Duration.ofHours(12);

  static Optional<SnapshotAddress> parse(String url) {
    Matcher matcher = ADDRESS.matcher(url);
    return matcher.matches()
        ? Optional.of(
            new SnapshotAddress(
                matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
        : Optional.empty();
  }

  /**
   * The address of a file of Debian's pool; none for a file whose first place is another.
   *
   * @param times as {@link #times} has them
   */
  static Optional<SnapshotAddress> of(LockedFile file, Map<String, String> times, URI archive) {
    for (URI uri : file.uris()) {
      Optional<SnapshotAddress> known = parse(uri.toString());
      if (known.isPresent()) {
        return known;
      }
    }
    Matcher pool = POOL.matcher(file.uris().get(0).toString());
    return pool.matches() ? Optional.of(of(pool.group(1), times, archive)) : Optional.empty();
  }

  private static SnapshotAddress of(String path, Map<String, String> times, URI folder) {
    // The security archive's pool is below updates; the main one has no component of that name.
    String archive = path.startsWith("pool/updates/") ? "debian-security" : "debian";
    String below = folder.toString().replaceFirst("/+$", "");
    return new SnapshotAddress(below, archive, times.getOrDefault(archive, ""), path);
  }

  /** For each of the archives, the time at which what a lock has of it is in a snapshot. */
  static Map<String, String> times(Lock lock) {
    return Stream.of("debian", "debian-security")
        .collect(Collectors.toMap(Function.identity(), archive -> time(archive, lock)));
  }

  private static String time(String archive, Lock lock) {
    Instant read =
        lock.suites().stream()
            .filter(each -> each.archive().equals(archive))
            .map(SuiteRelease::instant)
            .max(Comparator.naturalOrder())
            .orElse(Instant.ofEpochSecond(lock.resolvedAt()));
    return TIME.format(read.plus(SETTLED));
  }

  /** The same in another snapshot archive. */
  SnapshotAddress in(URI other) {
    return new SnapshotAddress(other.toString().replaceFirst("/+$", ""), archive, time, path);
  }

  boolean security() {
    return archive.equals("debian-security");
  }

  URI uri() {
    return URI.create(toString());
  }

  @Override
  public String toString() {
    return String.join("/", folder, archive, time, path);
  }
}
