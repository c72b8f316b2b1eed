package io.github.weepython.maven.site;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code uv.lock} of version 1: the graph of packages below the project that was locked, for one
 * interpreter, as entries of a pylock.toml (PEP 751). The project itself is not among them.
 */
final class UvLock {
  private static final String EXPORT =
      " Export it: uv export --format pylock.toml -o pylock.toml, and name that file.";

  private final String name;
  private final JsonNode root;
  private final WheelTarget target;
  private final Map<JsonNode, Set<String>> reached = new LinkedHashMap<>();
  private final Deque<JsonNode> dependencies = new ArrayDeque<>();

  /**
   * @param name what messages call it
   */
  UvLock(String name, JsonNode root, WheelTarget target) {
    this.name = name;
    this.root = root;
    this.target = target;
  }

  /** Whether the file is one, of whatever version. */
  static boolean is(JsonNode root) {
    return root.path("version").isInt()
        && root.path("package").isArray()
        && !root.has("lock-version");
  }

  /**
   * What is installed.
   *
   * @param extras of the project
   * @param groups dependency groups of the project, none of which is installed by itself
   * @throws SiteException when the lock has what only uv understands
   */
  List<JsonNode> packages(List<String> extras, List<String> groups) {
    if (root.path("version").asInt() != 1 || root.path("conflicts").size() > 0) {
      throw new SiteException(
          "%s is a uv.lock of version %s%s, which wee does not read.%s"
              .formatted(
                  name,
                  root.path("version").asText(""),
                  root.has("conflicts") ? " with conflicts" : "",
                  EXPORT));
    }
    Optional<JsonNode> project = project();
    project.ifPresent(each -> roots(each, extras, groups));
    if (project.isEmpty()) {
      root.path("manifest").path("requirements").forEach(dependencies::add);
    }
    if (project.isEmpty() && dependencies.isEmpty()) {
      throw new SiteException("%s has no project at its own folder.%s".formatted(name, EXPORT));
    }
    while (!dependencies.isEmpty()) {
      follow(dependencies.remove());
    }
    return reached.keySet().stream()
        .filter(
            each -> !each.path("source").has("virtual") && project.filter(each::equals).isEmpty())
        .map(UvLock::entry)
        .toList();
  }

  private Optional<JsonNode> project() {
    for (JsonNode node : root.path("package")) {
      JsonNode source = node.path("source");
      for (String kind : List.of("editable", "virtual", "directory")) {
        if (source.path(kind).asText("").equals(".")) {
          return Optional.of(node);
        }
      }
    }
    return Optional.empty();
  }

  private void roots(JsonNode project, List<String> extras, List<String> groups) {
    project.path("dependencies").forEach(dependencies::add);
    extras.forEach(each -> chosen(project, "optional-dependencies", "extra", each));
    groups.forEach(each -> chosen(project, "dev-dependencies", "dependency group", each));
  }

  private void chosen(JsonNode project, String field, String kind, String wanted) {
    List<String> known = new ArrayList<>();
    project.path(field).fieldNames().forEachRemaining(known::add);
    String found =
        known.stream()
            .filter(each -> Wheel.normalized(each).equals(Wheel.normalized(wanted)))
            .findFirst()
            .orElseThrow(
                () ->
                    new SiteException(
                        "%s was made without the %s '%s'. It has: %s."
                            .formatted(
                                name,
                                kind,
                                wanted,
                                known.isEmpty() ? "none" : String.join(", ", known))));
    project.path(field).path(found).forEach(dependencies::add);
  }

  private void follow(JsonNode dependency) {
    String marker = dependency.path("marker").asText("");
    if (!marker.isEmpty() && !holds(marker)) {
      return;
    }
    JsonNode found = find(dependency);
    Set<String> extras = new HashSet<>();
    dependency.path("extra").forEach(each -> extras.add(each.asText("")));
    dependency.path("extras").forEach(each -> extras.add(each.asText("")));
    if (!reached.containsKey(found)) {
      reached.put(found, new HashSet<>());
      found.path("dependencies").forEach(dependencies::add);
    }
    for (String extra : extras) {
      if (reached.getOrDefault(found, Set.of()).add(extra)) {
        found.path("optional-dependencies").path(extra).forEach(dependencies::add);
      }
    }
  }

  private boolean holds(String marker) {
    if (marker.matches("(?s).*\\bextra\\b.*")) {
      throw new SiteException(
          "%s has the marker \"%s\", which is uv's own way to write down conflicts.%s"
              .formatted(name, marker, EXPORT));
    }
    return Marker.holds(marker, Marker.Environment.of(target, Set.of(), Set.of()));
  }

  /** By name, and version and source where there are several; else by the fork that applies. */
  private JsonNode find(JsonNode dependency) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode node : root.path("package")) {
      if (node.path("name").asText("").equals(dependency.path("name").asText(""))
          && agrees(node, dependency, "version")
          && agrees(node, dependency, "source")) {
        all.add(node);
      }
    }
    if (all.size() > 1) {
      all.removeIf(each -> !applies(each.path("resolution-markers")));
    }
    if (all.size() != 1) {
      throw new SiteException(
          "%s has %s '%s' for %s.%s"
              .formatted(
                  name,
                  all.isEmpty() ? "no" : "several",
                  dependency.path("name").asText(""),
                  target,
                  EXPORT));
    }
    return all.get(0);
  }

  private static boolean agrees(JsonNode node, JsonNode dependency, String field) {
    return !dependency.has(field) || dependency.path(field).equals(node.path(field));
  }

  private boolean applies(JsonNode markers) {
    for (JsonNode marker : markers) {
      if (holds(marker.asText(""))) {
        return true;
      }
    }
    return markers.isEmpty();
  }

  /** The same in the words of PEP 751. */
  private static JsonNode entry(JsonNode node) {
    JsonNode source = node.path("source");
    ObjectNode entry = JSON.createObjectNode();
    entry.set("name", node.path("name"));
    if (node.has("version")) {
      entry.set("version", node.path("version"));
    }
    String registry = source.path("registry").asText("");
    if (registry.matches("(?i)https?://.*")) {
      entry.put("index", registry);
    }
    if (source.has("git")) {
      entry.putObject("vcs").set("url", source.path("git"));
    } else if (source.has("editable") || source.has("directory")) {
      JsonNode folder = source.has("editable") ? source.path("editable") : source.path("directory");
      entry.putObject("directory").set("path", folder);
    } else {
      ArrayNode wheels = entry.putArray("wheels");
      node.path("wheels").forEach(each -> wheels.add(file(each, source)));
      if (node.has("sdist")) {
        sources(entry, file(node.path("sdist"), source), source);
      }
    }
    return entry;
  }

  /** Of an index, a source archive by its name; by an address or path, an archive of any name. */
  private static void sources(ObjectNode entry, ObjectNode file, JsonNode source) {
    if (source.has("registry")) {
      entry.set("sdist", file);
      return;
    }
    if (source.has("subdirectory")) {
      file.set("subdirectory", source.path("subdirectory"));
    }
    entry.set("archive", file);
  }

  private static ObjectNode file(JsonNode file, JsonNode source) {
    ObjectNode entry = JSON.createObjectNode();
    JsonNode from = file.has("url") || file.has("path") ? file : source;
    String folder = source.path("registry").asText("");
    if (from.has("url")) {
      entry.set("url", from.path("url"));
    } else {
      String path = from.path("path").asText("");
      boolean below = !folder.isEmpty() && !folder.matches("(?i)[a-z]+://.*");
      entry.put("path", below ? folder + "/" + path : path);
    }
    if (file.has("filename")) {
      entry.set("name", file.path("filename"));
    }
    if (file.has("size")) {
      entry.set("size", file.path("size"));
    }
    String hash = file.path("hash").asText("");
    if (hash.startsWith("sha256:")) {
      entry.putObject("hashes").put("sha256", hash.substring("sha256:".length()));
    }
    return entry;
  }
}
