package io.github.weepython.maven.site;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be installed, on this disk.
 *
 * @param wheels that fit
 * @param sources of what has no wheel that fits
 */
record Found(List<Wheel.OnDisk> wheels, List<SourceArchive.OnDisk> sources) {
  /** Nothing. */
  static final Found NONE = new Found(List.of(), List.of());

  Found {
    wheels = List.copyOf(wheels);
    sources = List.copyOf(sources);
  }

  /** Both, this before the other. */
  Found and(Found other) {
    List<Wheel.OnDisk> allWheels = new ArrayList<>(wheels);
    allWheels.addAll(other.wheels);
    List<SourceArchive.OnDisk> allSources = new ArrayList<>(sources);
    allSources.addAll(other.sources);
    return new Found(allWheels, allSources);
  }
}
