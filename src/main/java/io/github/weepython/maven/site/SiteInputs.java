package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a site is installed from, on this disk.
 *
 * @param wheels that fit, by their files' names
 * @param requirements what is installed of them, as pip reads it
 * @param hashed whether pip compares hashes
 * @param complete whether the requirements are all that is installed, so that pip resolves nothing
 */
public record SiteInputs(
    List<Wheel.OnDisk> wheels, String requirements, boolean hashed, boolean complete) {
  public SiteInputs {
    wheels = List.copyOf(wheels);
  }

  /**
   * Gathers them.
   *
   * @throws SiteException when something wanted is nowhere, or doesn't fit
   */
  public static SiteInputs of(Site site, WheelTarget target, Fetcher fetcher) {
    return of(site, target, fetcher, List.of());
  }

  /**
   * As {@link #of(Site, WheelTarget, Fetcher)}.
   *
   * @param known wheels that need not be asked of the index
   */
  public static SiteInputs of(
      Site site, WheelTarget target, Fetcher fetcher, List<Download> known) {
    try {
      if (site.lock().isPresent()) {
        return locked(site.lock().get(), target, fetcher);
      }
      Map<String, List<Wheel.OnDisk>> house = new TreeMap<>();
      if (site.wheelhouse().isPresent()) {
        house = house(site.wheelhouse().get());
      }
      if (site.requirements().isEmpty()) {
        List<Wheel.OnDisk> all = new ArrayList<>();
        house.forEach((project, wheels) -> all.addAll(fitting(project, wheels, target)));
        return new SiteInputs(all, pinned(all), false, false);
      }
      Path file = site.requirements().get();
      Requirements wanted = Requirements.parse(file.toString(), Files.readString(file));
      return new SiteInputs(
          wheels(site, wanted, house, target, fetcher, known),
          wanted.text(),
          wanted.hashed(),
          false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SiteInputs locked(Site.Lock lock, WheelTarget target, Fetcher fetcher)
      throws IOException {
    List<PyLock.Chosen> chosen =
        PyLock.read(lock.file(), target).choose(lock.extras(), lock.groups());
    List<Path> files = fetcher.fetchAll(chosen.stream().map(PyLock.Chosen::download).toList());
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      wheels.add(
          new Wheel.OnDisk(
              chosen.get(i).wheel(),
              files.get(i),
              chosen.get(i).download().uris().get(0).toString()));
    }
    String requirements =
        chosen.stream().map(PyLock.Chosen::requirement).collect(Collectors.joining());
    return new SiteInputs(wheels, requirements, true, true);
  }

  private static List<Wheel.OnDisk> wheels(
      Site site,
      Requirements wanted,
      Map<String, List<Wheel.OnDisk>> house,
      WheelTarget target,
      Fetcher fetcher,
      List<Download> known) {
    List<Wheel.OnDisk> all = new ArrayList<>();
    house.values().forEach(all::addAll);
    all.removeIf(each -> !target.fits(each.wheel()));
    if (site.index().isEmpty()) {
      wanted.all().stream()
          .filter(each -> !each.text().contains(";")) // A marker may say that it isn't wanted here.
          .map(Requirements.Requirement::project)
          .forEach(name -> fitting(name, house.getOrDefault(name, List.of()), target));
      return all;
    }
    wanted.requirePinned(site.index().get().toString());
    SimpleIndex index = new SimpleIndex(site.index().get(), fetcher, target, known);
    List<Wheel.OnDisk> here = List.copyOf(all);
    wanted.all().stream()
        .filter(each -> !isIn(here, each))
        .forEach(each -> all.addAll(index.wheels(each)));
    return all;
  }

  private static boolean isIn(List<Wheel.OnDisk> house, Requirements.Requirement wanted) {
    return house.stream().anyMatch(each -> wanted.hashes().contains(digest(each)));
  }

  private static Digest digest(Wheel.OnDisk wheel) {
    return Digest.ofUnchecked(wheel.file());
  }

  /** The folder's wheels by project. */
  private static Map<String, List<Wheel.OnDisk>> house(Path folder) throws IOException {
    Map<String, List<Wheel.OnDisk>> projects = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Wheel.parse(file.getFileName().toString())
            .ifPresent(
                wheel ->
                    projects
                        .computeIfAbsent(wheel.project(), any -> new ArrayList<>())
                        .add(new Wheel.OnDisk(wheel, file, "")));
      }
    }
    if (projects.isEmpty()) {
      throw new SiteException(
          "<wheelhouse> %s has no wheel: expected files such as name-1.0-py3-none-any.whl, as pip wheel or pip download writes them."
              .formatted(folder));
    }
    return projects;
  }

  private static List<Wheel.OnDisk> fitting(
      String project, List<Wheel.OnDisk> wheels, WheelTarget target) {
    List<Wheel.OnDisk> some = wheels.stream().filter(each -> target.fits(each.wheel())).toList();
    if (some.isEmpty()) {
      throw new SiteException(
          "No wheel of '%s' in <wheelhouse> fits %s. There %s\nAdd one that does: pip download --only-binary :all: fetches it."
              .formatted(
                  project, target, wheels.isEmpty() ? "is none of it." : "are:" + names(wheels)));
    }
    return some;
  }

  private static String names(List<Wheel.OnDisk> wheels) {
    return wheels.stream().map(each -> "\n  " + each.wheel().name()).collect(Collectors.joining());
  }

  /** All of a wheelhouse, each in its one version. */
  private static String pinned(List<Wheel.OnDisk> house) {
    Map<String, String> versions = new TreeMap<>();
    for (Wheel.OnDisk each : house) {
      Wheel wheel = each.wheel();
      Optional<String> other = Optional.ofNullable(versions.put(wheel.project(), wheel.version()));
      if (other.isPresent() && !wheel.isVersion(other.get())) {
        throw new SiteException(
            "<wheelhouse> %s has '%s' in the versions %s and %s. Remove one, or name the one to install in <requirements>."
                .formatted(
                    each.file().resolveSibling(""), wheel.project(), other.get(), wheel.version()));
      }
    }
    return versions.entrySet().stream()
        .map(each -> each.getKey() + "==" + each.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** The wheels' names by their digests. */
  public Map<Digest, String> digests() {
    Map<Digest, String> all = new TreeMap<>();
    wheels.forEach(each -> all.put(digest(each), each.wheel().name()));
    return all;
  }

  /** The last arguments of templates/site/install.py: how pip installs them. */
  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    if (hashed) {
      flags.add("hashed");
    }
    if (complete) {
      flags.add("complete");
    }
    return flags;
  }

  /** All that a result depends on. */
  public String key() {
    return wheels.stream()
        .map(each -> each.wheel().name() + " " + digest(each).hex() + "\n")
        .sorted()
        .collect(
            Collectors.joining(
                "", "", requirements + hashed + (complete ? " complete" : "") + "\n"));
  }
}
