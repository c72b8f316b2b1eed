package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of wheels, and perhaps of source archives. */
final class Wheelhouse {
  /** No folder. */
  static final Wheelhouse NONE = new Wheelhouse();

  private final Map<String, List<Wheel.OnDisk>> wheels = new TreeMap<>();
  private final Map<String, List<SourceArchive.OnDisk>> sources = new TreeMap<>();

  private Wheelhouse() {}

  /**
   * Looks into a folder.
   *
   * @throws SiteException when it has neither wheels nor source archives
   */
  static Wheelhouse read(Path folder) throws IOException {
    Wheelhouse house = new Wheelhouse();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        house.add(file);
      }
    }
    if (house.wheels.isEmpty() && house.sources.isEmpty()) {
      throw new SiteException(
          "<wheelhouse> %s has no wheel: expected files such as name-1.0-py3-none-any.whl, as pip wheel or pip download writes them."
              .formatted(folder));
    }
    return house;
  }

  /** What of it will do. */
  Wheelhouse under(FormatControl formats) {
    Wheelhouse house = new Wheelhouse();
    house.wheels.putAll(wheels);
    house.wheels.keySet().removeIf(project -> !formats.takesWheels(project));
    house.sources.putAll(sources);
    house.sources.keySet().removeIf(project -> !formats.takesSources(project));
    return house;
  }

  private void add(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Optional<Wheel> wheel = Wheel.parse(name);
    if (wheel.isPresent()) {
      wheels
          .computeIfAbsent(wheel.get().project(), any -> new ArrayList<>())
          .add(new Wheel.OnDisk(wheel.get(), file, ""));
      return;
    }
    Optional<SourceArchive.OnDisk> source =
        SourceArchive.parse(name).map(found -> new SourceArchive.OnDisk(found, file, ""));
    if (source.isPresent() && source.get().hasMetadata()) { // Else any other archive.
      sources
          .computeIfAbsent(source.get().archive().project(), any -> new ArrayList<>())
          .add(source.get());
    }
  }

  /** Every wheel that fits. */
  List<Wheel.OnDisk> fitting(WheelTarget target) {
    return wheels.values().stream()
        .flatMap(List::stream)
        .filter(each -> target.fits(each.wheel()))
        .toList();
  }

  /**
   * Everything, each project as wheels that fit or else as sources.
   *
   * @throws SiteException when there is a project that has neither, or several versions
   */
  FoundDistributions all(WheelTarget target) {
    Set<String> projects = new TreeSet<>(wheels.keySet());
    projects.addAll(sources.keySet());
    FoundDistributions all = FoundDistributions.NONE;
    for (String project : projects) {
      all = all.and(project(project, Optional.empty(), Set.of(), target));
    }
    return all;
  }

  /**
   * One project.
   *
   * @param version as somebody wrote it; empty for any wheels, or the only source archive
   * @param hashes one of which a file must have; empty for any
   * @throws SiteException when it has neither a wheel that fits nor sources
   */
  FoundDistributions project(
      String project, Optional<String> version, Set<Digest> hashes, WheelTarget target) {
    List<Wheel.OnDisk> there = wheels.getOrDefault(project, List.of());
    List<Wheel.OnDisk> some =
        there.stream()
            .filter(each -> target.fits(each.wheel()))
            .filter(each -> version.map(each.wheel()::meets).orElse(true))
            .filter(each -> hashes.isEmpty() || hashes.contains(Digest.ofUnchecked(each.file())))
            .toList();
    if (!some.isEmpty()) {
      return new FoundDistributions(some, List.of());
    }
    List<SourceArchive.OnDisk> archives = sources(project, version, hashes);
    if (archives.size() == 1) {
      return new FoundDistributions(List.of(), archives);
    }
    if (archives.size() > 1) {
      throw new SiteException(
          "<wheelhouse> has several source archives of '%s': %s. Remove all but one, or name the one to install in <requirements>."
              .formatted(
                  project,
                  archives.stream()
                      .map(each -> each.archive().name())
                      .collect(Collectors.joining(", "))));
    }
    throw new SiteException(
        "No wheel of '%s'%s in <wheelhouse> fits %s%s. There %s\nAdd one that does: pip download --only-binary :all: fetches it."
            .formatted(
                project,
                version.map(each -> " in version " + each).orElse(""),
                target,
                hashes.isEmpty() ? "" : " and has one of the hashes that <requirements> names",
                there.isEmpty() ? "is none of it." : "are:" + names(there)));
  }

  /** The wheels that pip may take where it compares hashes. */
  List<Wheel.OnDisk> hashed(Requirements wanted, WheelTarget target) {
    return wanted.all().stream().flatMap(each -> locked(each, target).stream()).toList();
  }

  /** The wheels whose hash a requirement names. */
  List<Wheel.OnDisk> locked(Requirements.Requirement wanted, WheelTarget target) {
    return fitting(target).stream()
        .filter(each -> each.wheel().project().equals(wanted.project()))
        .filter(each -> wanted.hashes().contains(Digest.ofUnchecked(each.file())))
        .toList();
  }

  /** The source archives of a project that will do. */
  List<SourceArchive.OnDisk> sources(String project, Optional<String> version, Set<Digest> hashes) {
    return sources.getOrDefault(project, List.of()).stream()
        .filter(each -> version.map(each.archive()::meets).orElse(true))
        .filter(each -> hashes.isEmpty() || hashes.contains(Digest.ofUnchecked(each.file())))
        .toList();
  }

  private static String names(List<Wheel.OnDisk> wheels) {
    return wheels.stream().map(each -> "\n  " + each.wheel().name()).collect(Collectors.joining());
  }

  /**
   * What pip is to install of a whole wheelhouse, each project in its one version.
   *
   * @throws SiteException when one has several
   */
  static String pinned(List<Wheel.OnDisk> all) {
    Map<String, String> versions = new TreeMap<>();
    for (Wheel.OnDisk disk : all) {
      Wheel wheel = disk.wheel();
      Optional<String> other = Optional.ofNullable(versions.put(wheel.project(), wheel.version()));
      if (other.isPresent() && !wheel.isVersion(other.get())) {
        throw new SiteException(
            "<wheelhouse> %s has '%s' in the versions %s and %s. Remove one, or name the one to install in <requirements>."
                .formatted(
                    disk.file().resolveSibling(""), wheel.project(), other.get(), wheel.version()));
      }
    }
    return versions.entrySet().stream()
        .map(each -> each.getKey() + "==" + each.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
