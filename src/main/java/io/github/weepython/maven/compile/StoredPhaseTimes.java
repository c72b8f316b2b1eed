package io.github.weepython.maven.compile;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How long compiles took on this machine, beside what they made and part of no key: by flavour,
 * Python's series and platform, since the very same one is hardly compiled twice.
 */
public final class StoredPhaseTimes implements PhaseTimeStore {
  private static final String KIND = "phase-times";

  private final Store store;
  private final String series;
  private final String flavour;

  /**
   * @param flavour its name; a training is the same for all
   */
  public StoredPhaseTimes(Store store, ImageSpec spec, String flavour) {
    this.store = store;
    this.series = spec.python().majorMinor() + " " + spec.platform();
    this.flavour = flavour;
  }

  private Digest key(Job job) {
    return Digest.of("%s %s %s".formatted(job, series, job == Job.TRAINING ? "" : flavour));
  }

  @Override
  public PhaseTimes last(Job job) {
    Optional<Path> file = store.findFile(KIND, key(job));
    try {
      return file.isPresent() ? PhaseTimes.parse(Files.readString(file.get())) : PhaseTimes.NONE;
    } catch (IOException e) {
      return PhaseTimes.NONE; // No estimate: nothing that a compile could not do without.
    }
  }

  @Override
  public void keep(Job job, PhaseTimes times) {
    store.replaceFile(KIND, key(job), file -> Files.writeString(file, times.text()));
  }
}
