package io.github.weepython.maven.site;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.SiteIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A lock file of PEP 751, as {@code uv export}, {@code pdm lock} and {@code pip lock} write it, or
 * of uv: what is in it for one interpreter and one choice of extras and dependency groups.
 */
final class PyLock {
  private static final String GROUPS = "dependency-groups";
  private static final String DEFAULT = "default-groups";
  private static final TomlMapper TOML = new TomlMapper();

  private final String what;
  private final Path file;
  private final JsonNode root;
  private final WheelTarget target;
  private final PackageChooser packages;

  /**
   * All that is installed.
   *
   * @param packages by their names
   */
  record Choice(List<ChosenPackage> packages) {
    /** Their files, brought here. */
    FoundDistributions fetched(Fetcher fetcher) {
      List<Path> fetched =
          fetcher.fetchAll(packages.stream().map(ChosenPackage::download).toList());
      FoundDistributions found = FoundDistributions.NONE;
      for (int i = 0; i < fetched.size(); i++) {
        Path file = fetched.get(i);
        ChosenPackage chosen = packages.get(i);
        String url = chosen.download().uris().get(0).toString();
        found =
            found.and(
                new FoundDistributions(
                    chosen.wheel().stream().map(w -> new Wheel.OnDisk(w, file, url)).toList(),
                    chosen.source().stream()
                        .map(s -> new SourceArchive.OnDisk(s, file, url))
                        .toList()));
      }
      return found;
    }

    /** What pip is to install of the wheels. */
    String requirements() {
      return packages.stream()
          .filter(chosen -> chosen.wheel().isPresent())
          .map(ChosenPackage::requirement)
          .collect(Collectors.joining());
    }
  }

  private PyLock(
      String what, Path file, JsonNode root, WheelTarget target, PackageChooser packages) {
    this.what = what;
    this.file = file;
    this.root = root;
    this.target = target;
    this.packages = packages;
  }

  /**
   * Reads a lock.
   *
   * @param what the element of the pom that names it
   * @param indexes the user's; where there are any, the lock may name no other
   * @throws SiteException when it is not one, of a later form, or for another Python
   */
  static PyLock read(String what, Path file, WheelTarget target, List<SiteIndex> indexes)
      throws IOException {
    PackageChooser packages = new PackageChooser(what, file, target, indexes);
    PyLock lock = new PyLock(what, file, parse(what, file), target, packages);
    if (!UvLock.is(lock.root)) {
      lock.checkForm();
    }
    lock.checkEnvironments(UvLock.is(lock.root) ? "supported-markers" : "environments");
    packages.requirePython(lock.root, "The lock");
    return lock;
  }

  private static JsonNode parse(String what, Path file) throws IOException {
    try {
      return TOML.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new SiteException(
          "%s %s is not TOML: %s%s"
              .formatted(
                  what,
                  file,
                  e.getOriginalMessage(),
                  e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"),
          e);
    }
  }

  private void checkForm() {
    String version = root.path("lock-version").asText("");
    if (version.isEmpty()) {
      throw new SiteException(
          "%s %s has no lock-version: expected a pylock.toml (PEP 751), as uv export --format pylock.toml writes it, or a uv.lock."
              .formatted(what, file));
    }
    if (!version.matches("1(\\.\\d+)?")) {
      throw new SiteException(
          "%s %s is of lock-version %s; this version of wee reads 1.0."
              .formatted(what, file, version));
    }
  }

  /**
   * A lock for some environments says nothing of the others.
   *
   * @param field has their markers: {@code environments} in PEP 751, {@code supported-markers} in a
   *     uv.lock, which has it of {@code tool.uv.environments}
   */
  private void checkEnvironments(String field) {
    List<String> environments = texts(root.path(field));
    Marker.Environment here = Marker.Environment.of(target, Set.of(), Set.of());
    if (!environments.isEmpty()
        && environments.stream().noneMatch(marker -> holds(field, marker, here))) {
      throw new SiteException(
          "%s %s was made for other environments than %s: %s. Lock again for it as well."
              .formatted(what, file, target, String.join("; ", environments)));
    }
  }

  /**
   * What is installed.
   *
   * @param extras of the project that was locked
   * @param groups dependency groups; the lock's default ones where the user names none
   * @throws SiteException when a package can't be had as a wheel that fits
   */
  Choice choose(List<String> extras, Optional<List<String>> groups) {
    List<JsonNode> nodes =
        UvLock.is(root)
            ? new UvLock(what + " " + file, root, target).packages(extras, groups.orElse(List.of()))
            : applying(extras, groups);
    Map<String, ChosenPackage> chosen = new TreeMap<>();
    for (JsonNode node : nodes) {
      ChosenPackage one = packages.choose(node);
      Optional<ChosenPackage> other = Optional.ofNullable(chosen.put(one.project(), one));
      if (other.isPresent()) {
        throw new SiteException(
            "%s %s has '%s' twice for %s: %s and %s. Lock again."
                .formatted(
                    what, file, one.project(), target, other.get().version(), one.version()));
      }
    }
    return new Choice(List.copyOf(chosen.values()));
  }

  private List<JsonNode> applying(List<String> extras, Optional<List<String>> groups) {
    Set<String> wantedExtras = known("extras", "extra", extras);
    Set<String> wantedGroups =
        known(GROUPS, "dependency group", groups.orElseGet(() -> texts(root.path(DEFAULT))));
    Marker.Environment environment = Marker.Environment.of(target, wantedExtras, wantedGroups);
    List<JsonNode> nodes = new ArrayList<>();
    for (JsonNode node : root.path("packages")) {
      String marker = node.path("marker").asText("");
      String whose = "'" + node.path("name").asText("") + "'";
      if (marker.isEmpty() || holds(whose, marker, environment)) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private boolean holds(String whose, String marker, Marker.Environment environment) {
    return Marker.holds("%s of %s %s".formatted(whose, what, file), marker, environment);
  }

  /** Names that the lock knows, normalized (PEP 685 for extras, PEP 735 for groups). */
  private Set<String> known(String field, String kind, List<String> names) {
    Set<String> known = new TreeSet<>();
    texts(root.path(field)).forEach(name -> known.add(Wheel.normalized(name)));
    if (field.equals(GROUPS)) {
      texts(root.path(DEFAULT)).forEach(name -> known.add(Wheel.normalized(name)));
    }
    Set<String> wanted = new HashSet<>();
    for (String name : names) {
      if (!known.contains(Wheel.normalized(name))) {
        throw new SiteException(
            "%s %s was made without the %s '%s'. It has: %s."
                .formatted(
                    what, file, kind, name, known.isEmpty() ? "none" : String.join(", ", known)));
      }
      wanted.add(Wheel.normalized(name));
    }
    return wanted;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText("")));
    return texts;
  }
}
