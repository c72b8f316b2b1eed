package io.github.weepython.maven.site;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import java.io.IOException;
import java.net.URI;
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

/**
 * A lock file of PEP 751, as {@code uv export}, {@code pdm lock} and {@code pip lock} write it:
 * what is in it for one interpreter and one choice of extras and dependency groups.
 */
final class PyLock {
  private static final String GROUPS = "dependency-groups";
  private static final String DEFAULT = "default-groups";
  private static final TomlMapper TOML = new TomlMapper();

  private final Path file;
  private final JsonNode root;
  private final WheelTarget target;

  /**
   * A package that is installed.
   *
   * @param project normalized
   * @param version as the lock has it; of a wheel alone, the wheel's
   * @param wheel its file
   * @param download where to have it, and its digest
   */
  record Chosen(String project, String version, Wheel wheel, Download download) {
    /** As pip reads it, so that nothing but this very file is installed. */
    String requirement() {
      return "%s==%s --hash=sha256:%s\n".formatted(project, version, download.digest().hex());
    }
  }

  private PyLock(Path file, JsonNode root, WheelTarget target) {
    this.file = file;
    this.root = root;
    this.target = target;
  }

  /**
   * Reads a lock.
   *
   * @throws SiteException when it is not one, of a later form, or for another Python
   */
  static PyLock read(Path file, WheelTarget target) throws IOException {
    PyLock lock = new PyLock(file, parse(file), target);
    lock.checkForm();
    lock.requiredPython(lock.root, "The lock");
    return lock;
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return TOML.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new SiteException(
          "<lock> %s is not TOML: %s%s"
              .formatted(
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
          root.path("version").isInt() && root.path("package").isArray()
              ? "<lock> %s is a uv.lock, whose form is uv's own. Export it: uv export --format pylock.toml -o pylock.toml, and name that file."
                  .formatted(file)
              : "<lock> %s has no lock-version: expected a pylock.toml (PEP 751), as uv export --format pylock.toml writes it."
                  .formatted(file));
    }
    if (!version.matches("1(\\.\\d+)?")) {
      throw new SiteException(
          "<lock> %s is of lock-version %s; this version of wee reads 1.0."
              .formatted(file, version));
    }
  }

  private void requiredPython(JsonNode node, String what) {
    String wanted = node.path("requires-python").asText("");
    PackageVersion python = PackageVersion.parse(target.python().toString()).orElseThrow();
    if (!VersionSpecifier.parse(wanted).map(s -> s.admits(python)).orElse(false)) {
      throw new SiteException(
          "%s %s requires Python %s, and the image has %s. Set <python> or -Dwee.python, or lock again for it."
              .formatted(what, file, wanted, target.python()));
    }
  }

  /**
   * What is installed.
   *
   * @param extras of the project that was locked
   * @param groups dependency groups; the lock's default ones where the user names none
   * @throws SiteException when a package can't be had as a wheel that fits
   */
  List<Chosen> choose(List<String> extras, Optional<List<String>> groups) {
    Set<String> wantedExtras = known("extras", "extra", extras);
    Set<String> wantedGroups =
        known(GROUPS, "dependency group", groups.orElseGet(() -> texts(root.path(DEFAULT))));
    Marker.Environment environment = Marker.Environment.of(target, wantedExtras, wantedGroups);
    Map<String, Chosen> chosen = new TreeMap<>();
    for (JsonNode node : root.path("packages")) {
      String marker = node.path("marker").asText("");
      if (marker.isEmpty() || Marker.holds(marker, environment)) {
        Chosen one = choose(node);
        Optional<Chosen> other = Optional.ofNullable(chosen.put(one.project(), one));
        if (other.isPresent()) {
          throw new SiteException(
              "<lock> %s has '%s' twice for %s: %s and %s. Lock again."
                  .formatted(file, one.project(), target, other.get().version(), one.version()));
        }
      }
    }
    return List.copyOf(chosen.values());
  }

  /** Names that the lock knows, normalized (PEP 685 for extras, PEP 735 for groups). */
  private Set<String> known(String field, String what, List<String> names) {
    Set<String> known = new TreeSet<>();
    texts(root.path(field)).forEach(name -> known.add(Wheel.normalized(name)));
    if (field.equals(GROUPS)) {
      texts(root.path(DEFAULT)).forEach(name -> known.add(Wheel.normalized(name)));
    }
    Set<String> wanted = new HashSet<>();
    for (String name : names) {
      if (!known.contains(Wheel.normalized(name))) {
        throw new SiteException(
            "<lock> %s was made without the %s '%s'. It has: %s."
                .formatted(file, what, name, known.isEmpty() ? "none" : String.join(", ", known)));
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
          "<lock> %s has a package without a name. Lock again.".formatted(file));
    }
    if (node.has("requires-python")) {
      requiredPython(node, "'" + name + "' of <lock>");
    }
    Optional<Wheel> best = Optional.empty();
    Optional<JsonNode> found = Optional.empty();
    for (JsonNode each : node.path("wheels")) {
      Optional<Wheel> wheel = Wheel.parse(fileName(name, each));
      if (wheel.isPresent()
          && wheel.get().project().equals(Wheel.normalized(name))
          && target.fits(wheel.get())
          && (best.isEmpty() || target.prefers(wheel.get(), best.get()))) {
        best = wheel;
        found = Optional.of(each);
      }
    }
    if (best.isEmpty() || found.isEmpty()) {
      throw unavailable(node, name);
    }
    Wheel wheel = best.get();
    String version = node.path("version").asText(wheel.version());
    if (!wheel.isVersion(version)) {
      throw new SiteException(
          "<lock> %s has version %s of '%s', but the wheel %s. Lock again."
              .formatted(file, version, name, wheel.name()));
    }
    return new Chosen(Wheel.normalized(name), version, wheel, download(wheel, found.get()));
  }

  private SiteException unavailable(JsonNode node, String name) {
    String why =
        node.has("vcs") || node.has("directory") || node.has("archive")
            ? "it comes from a repository, folder or archive of sources"
            : node.path("wheels").isEmpty()
                ? "it has no wheels, only a source archive"
                : "none of its wheels fits %s:%s".formatted(target, names(node, name));
    return new SiteException(
        "'%s' of <lock> %s can't be installed: %s.%nBuild a wheel of it (pip wheel) into a <wheelhouse> and lock that, or lock a version that has one."
            .formatted(name, file, why));
  }

  private String names(JsonNode node, String name) {
    StringBuilder text = new StringBuilder();
    node.path("wheels").forEach(each -> text.append("\n  ").append(fileName(name, each)));
    return text.toString();
  }

  /** The field {@code name}; else the last part of path or URL. */
  private String fileName(String project, JsonNode wheel) {
    String name = wheel.path("name").asText("");
    if (name.isEmpty()) {
      String place =
          wheel.has("path")
              ? wheel.path("path").asText()
              : String.valueOf(uri(project, wheel.path("url").asText("")).getPath());
      name = place.substring(place.lastIndexOf('/') + 1);
    }
    return name;
  }

  private Download download(Wheel wheel, JsonNode node) {
    String sha256 = node.path("hashes").path("sha256").asText("");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new SiteException(
          "<lock> %s has no SHA-256 for %s; wee installs nothing that isn't fixed by one. Lock again with a tool that writes it."
              .formatted(file, wheel.name()));
    }
    URI uri =
        node.has("path")
            ? file.toAbsolutePath().resolveSibling(node.path("path").asText()).normalize().toUri()
            : uri(wheel.name(), node.path("url").asText(""));
    long size = node.path("size").asLong(Download.UNKNOWN_SIZE);
    return new Download(wheel.name(), List.of(uri), new Digest(sha256), size);
  }

  private URI uri(String of, String text) {
    try {
      URI uri = URI.create(text);
      if (String.valueOf(uri.getScheme()).matches("https?|file") && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below, with where it stands.
    }
    throw new SiteException(
        "<lock> %s names no http, https or file URL without a login for %s.".formatted(file, of));
  }
}
