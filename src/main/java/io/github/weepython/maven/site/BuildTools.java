package io.github.weepython.maven.site;

import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The wheels that source archives are built with: build backends and what they need. */
final class BuildTools {
  private final Site site;
  private final WheelTarget target;
  private final Fetcher fetcher;
  private final List<Download> known;

  /**
   * @param known files that no index is asked for
   */
  BuildTools(Site site, WheelTarget target, Fetcher fetcher, List<Download> known) {
    this.site = site;
    this.target = target;
    this.fetcher = fetcher;
    this.known = known;
  }

  /**
   * What the pom names for builds; where it names nothing, what is installed.
   *
   * @param installed the site's own wheels
   * @throws SiteException when one is not there as a wheel
   */
  List<Wheel.OnDisk> wheels(List<Wheel.OnDisk> installed) throws IOException {
    if (site.build().lock().isPresent()) {
      return locked(site.build().lock().get(), target, site.indexes(), fetcher);
    }
    if (site.build().requirements().isPresent()) {
      return required(site.build().requirements().get());
    }
    return installed;
  }

  /** Those of a lock file (PEP 751). */
  static List<Wheel.OnDisk> locked(
      Path file, WheelTarget target, List<SiteIndex> indexes, Fetcher fetcher) throws IOException {
    PyLock lock = PyLock.read("<buildLock>", file, target, indexes);
    return wheels(lock.choose(List.of(), Optional.empty()).fetched(fetcher), file);
  }

  private List<Wheel.OnDisk> required(Path file) throws IOException {
    Requirements wanted = Requirements.read(file);
    wanted.requirePinned("<buildRequirements> " + file);
    Wheelhouse house =
        (site.wheelhouse().isPresent() ? Wheelhouse.read(site.wheelhouse().get()) : Wheelhouse.NONE)
            .under(wanted.formats());
    IndexChain indexes = new IndexChain(site.indexes(), fetcher, target, known, wanted.formats());
    List<Wheel.OnDisk> tools = new ArrayList<>();
    for (Requirements.Requirement requirement : wanted.all()) {
      if (requirement.applies(target)) {
        List<Wheel.OnDisk> here = house.locked(requirement, target);
        tools.addAll(here.isEmpty() ? wheels(found(indexes, requirement, file), file) : here);
      }
    }
    return tools;
  }

  private FoundDistributions found(IndexChain indexes, Requirements.Requirement wanted, Path file) {
    if (site.indexes().isEmpty()) {
      throw new SiteException(
          "'%s' of <buildRequirements> %s is in no place that <site> names: put its wheel, with the hash that stands there, into <wheelhouse>, or name an <index> that has it."
              .formatted(wanted.project(), file));
    }
    return indexes.find(wanted);
  }

  private static List<Wheel.OnDisk> wheels(FoundDistributions found, Path file) {
    for (SourceArchive.OnDisk disk : found.sources()) {
      throw new SiteException(
          "%s of %s is a source archive; what builds others must be a wheel. Lock a version that has one."
              .formatted(disk.archive().name(), file));
    }
    return found.wheels();
  }
}
