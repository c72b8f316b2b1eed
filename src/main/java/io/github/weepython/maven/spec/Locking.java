package io.github.weepython.maven.spec;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether inputs are fixed by a lock file.
 *
 * @param file where it is or would be; empty for none
 * @param required whether a build fails rather than use what the file lacks
 * @param snapshotArchive has files that mirrors have no more
 */
public record Locking(Optional<Path> file, boolean required, URI snapshotArchive) {
  /** Debian's own. */
  public static final URI SNAPSHOT_ARCHIVE = URI.create("http://snapshot.debian.org/archive");

  /** Nothing is fixed. */
  public static final Locking NONE = new Locking(Optional.empty(), false, SNAPSHOT_ARCHIVE);
}
