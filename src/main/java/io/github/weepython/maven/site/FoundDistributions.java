package io.github.weepython.maven.site;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be installed, on this disk.
 *
 * @param wheels that fit
 * @param sources of what has no wheel that fits
 */
record FoundDistributions(List<Wheel.OnDisk> wheels, List<SourceArchive.OnDisk> sources) {
  /** Nothing. */
  static final FoundDistributions NONE = new FoundDistributions(List.of(), List.of());

  FoundDistributions {
    wheels = List.copyOf(wheels);
    sources = List.copyOf(sources);
  }

  /** Both, this before the other. */
  FoundDistributions and(FoundDistributions other) {
    List<Wheel.OnDisk> allWheels = new ArrayList<>(wheels);
    allWheels.addAll(other.wheels);
    List<SourceArchive.OnDisk> allSources = new ArrayList<>(sources);
    allSources.addAll(other.sources);
    return new FoundDistributions(allWheels, allSources);
  }
}
