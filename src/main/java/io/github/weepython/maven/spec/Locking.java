package io.github.weepython.maven.spec;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether inputs are fixed by a lock file.
 *
 * @param file where it is or would be; empty for none
 * @param required whether a build fails rather than use what the file lacks
 * @param snapshotArchive has files that mirrors have no more
 * @param attested a folder with what a rebuild took from an image's attestations, where it is one
 */
public record Locking(
    Optional<Path> file, boolean required, URI snapshotArchive, Optional<Path> attested) {
  /** Debian's own. */
  public static final URI SNAPSHOT_ARCHIVE = URI.create("http://snapshot.debian.org/archive");

  /** Nothing is fixed. */
  public static final Locking NONE = new Locking(Optional.empty(), false, SNAPSHOT_ARCHIVE);

  /** The name of the profile that a training made, in the folder of what is attested. */
  public static final String TRAINED = "trained.profile";

  /** As of a build that is no rebuild. */
  public Locking(Optional<Path> file, boolean required, URI snapshotArchive) {
    this(file, required, snapshotArchive, Optional.empty());
  }

  /** The profile that a training made when the image was built, where a rebuild has it. */
  public Optional<Path> trained() {
    return attested.map(folder -> folder.resolve(TRAINED)).filter(Files::isRegularFile);
  }
}
