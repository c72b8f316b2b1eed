package io.github.weepython.maven.site;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.github.weepython.maven.fetch.Download;
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
  private final List<SiteIndex> indexes;
  private final LockedFiles files;

  /**
   * A package that is installed.
   *
   * @param project normalized
   * @param version as the lock has it; of a wheel alone, the wheel's
   * @param wheel its file, if that is one
   * @param source its file, if that has to be built
   * @param download where to have it, and its digest
   */
  record Chosen(
      String project,
      String version,
      Optional<Wheel> wheel,
      Optional<SourceArchive> source,
      Download download) {
    /** As pip reads it, so that nothing but this very file is installed. */
    String requirement() {
      return "%s==%s --hash=sha256:%s\n".formatted(project, version, download.digest().hex());
    }
  }

  /**
   * All that is installed.
   *
   * @param packages by their names
   */
  record Choice(List<Chosen> packages) {
    /** Their files, brought here. */
    FoundDistributions fetched(Fetcher fetcher) {
      List<Path> fetched = fetcher.fetchAll(packages.stream().map(Chosen::download).toList());
      FoundDistributions found = FoundDistributions.NONE;
      for (int i = 0; i < fetched.size(); i++) {
        Path file = fetched.get(i);
        Chosen each = packages.get(i);
        String url = each.download.uris().get(0).toString();
        found =
            found.and(
                new FoundDistributions(
                    each.wheel.stream().map(w -> new Wheel.OnDisk(w, file, url)).toList(),
                    each.source.stream()
                        .map(s -> new SourceArchive.OnDisk(s, file, url))
                        .toList()));
      }
      return found;
    }

    /** What pip is to install of the wheels. */
    String requirements() {
      return packages.stream()
          .filter(each -> each.wheel.isPresent())
          .map(Chosen::requirement)
          .collect(Collectors.joining());
    }
  }

  private PyLock(
      String what, Path file, JsonNode root, WheelTarget target, List<SiteIndex> indexes) {
    this.what = what;
    this.file = file;
    this.root = root;
    this.target = target;
    this.indexes = List.copyOf(indexes);
    this.files = new LockedFiles(what, file);
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
    PyLock lock = new PyLock(what, file, parse(what, file), target, indexes);
    if (!UvLock.is(lock.root)) {
      lock.checkForm();
    }
    lock.checkEnvironments(UvLock.is(lock.root) ? "supported-markers" : "environments");
    lock.requiredPython(lock.root, "The lock");
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

  private void requiredPython(JsonNode node, String whose) {
    String wanted = node.path("requires-python").asText("");
    PackageVersion release = target.pythonRelease();
    if (!VersionSpecifier.parse(wanted).map(s -> s.admits(release)).orElse(false)) {
      throw new SiteException(
          "%s %s requires Python %s, and the image has %s. Set <python> or -Dwee.python, or lock again for it."
              .formatted(whose, file, wanted, target.python()));
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
    Map<String, Chosen> chosen = new TreeMap<>();
    for (JsonNode node : nodes) {
      Chosen one = choose(node);
      Optional<Chosen> other = Optional.ofNullable(chosen.put(one.project(), one));
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
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private Chosen choose(JsonNode node) {
    String name = node.path("name").asText("");
    if (name.isEmpty()) {
      throw new SiteException(
          "%s %s has a package without a name. Lock again.".formatted(what, file));
    }
    if (node.has("requires-python")) {
      requiredPython(node, "'" + name + "' of " + what);
    }
    LockIndexes.check(what + " " + file, name, node.path("index").asText(""), indexes);
    Optional<Wheel> best = Optional.empty();
    Optional<JsonNode> found = Optional.empty();
    for (JsonNode child : node.path("wheels")) {
      Optional<Wheel> wheel = Wheel.parse(files.name(name, child));
      if (wheel.isPresent()
          && wheel.get().project().equals(Wheel.normalized(name))
          && target.fits(wheel.get())
          && (best.isEmpty() || target.prefers(wheel.get(), best.get()))) {
        best = wheel;
        found = Optional.of(child);
      }
    }
    if (best.isEmpty() || found.isEmpty()) {
      return source(node, name).orElseThrow(() -> unavailable(node, name));
    }
    return wheel(node, name, best.get(), found.get());
  }

  private Chosen wheel(JsonNode node, String name, Wheel wheel, JsonNode found) {
    String version = node.path("version").asText(wheel.version());
    if (!wheel.isVersion(version)) {
      throw new SiteException(
          "%s %s has version %s of '%s', but the wheel %s. Lock again."
              .formatted(what, file, version, name, wheel.name()));
    }
    return new Chosen(
        Wheel.normalized(name),
        version,
        Optional.of(wheel),
        Optional.empty(),
        files.download(wheel.name(), found));
  }

  /** A source archive, or an archive that the project asks for by its address. */
  private Optional<Chosen> source(JsonNode node, String name) {
    JsonNode sdist = node.has("archive") ? node.path("archive") : node.path("sdist");
    if (sdist.isMissingNode()) {
      return Optional.empty();
    }
    String archive = files.name(name, sdist);
    Optional<Wheel> wheel = Wheel.parse(archive);
    if (wheel.isPresent() && target.fits(wheel.get())) {
      return Optional.of(wheel(node, name, wheel.get(), sdist));
    }
    if (!SourceArchive.isReadable(archive)) {
      throw new SiteException(
          "'%s' of %s %s comes as %s, which is neither a wheel that fits %s nor a source archive in .tar.gz or .zip. Lock again."
              .formatted(name, what, file, archive, target));
    }
    String version = node.path("version").asText("");
    SourceArchive source =
        new SourceArchive(
            archive, Wheel.normalized(name), version, sdist.path("subdirectory").asText(""));
    Optional<SourceArchive> named = SourceArchive.parse(archive);
    if (node.has("sdist")
        && named.isPresent()
        && !(named.get().project().equals(source.project())
            && (version.isEmpty() || named.get().isVersion(version)))) {
      throw new SiteException(
          "%s %s has version %s of '%s', but the source archive %s. Lock again."
              .formatted(what, file, version, name, archive));
    }
    return Optional.of(
        new Chosen(
            Wheel.normalized(name),
            version,
            Optional.empty(),
            Optional.of(source),
            files.download(archive, sdist)));
  }

  private SiteException unavailable(JsonNode node, String name) {
    String why =
        node.has("vcs")
            ? "it comes from the repository "
                + node.path("vcs").path("url").asText(node.path("vcs").path("path").asText(""))
                + ", and wee runs no git: lock a release of it, or an archive of that commit by its"
                + " URL and hash"
            : node.has("directory")
                ? "it is the folder "
                    + node.path("directory").path("path").asText("")
                    + ", whose content no lock fixes: leave it out (uv export --no-emit-project,"
                    + " --no-emit-workspace) and add it by <files>, or build a wheel of it and lock"
                    + " that"
                : node.path("wheels").isEmpty()
                    ? "it has neither wheels nor a source archive"
                    : "none of its wheels fits %s, and it has no source archive:%s"
                        .formatted(target, names(node, name));
    return new SiteException(
        "'%s' of %s %s can't be installed: %s.".formatted(name, what, file, why));
  }

  private String names(JsonNode node, String name) {
    StringBuilder text = new StringBuilder();
    node.path("wheels").forEach(each -> text.append("\n  ").append(files.name(name, each)));
    return text.toString();
  }
}
