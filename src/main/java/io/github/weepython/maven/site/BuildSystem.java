package io.github.weepython.maven.site;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who builds a source tree: the table {@code build-system} of its pyproject.toml (PEP 517, PEP
 * 518).
 *
 * @param backend the object that builds, such as {@code setuptools.build_meta}
 * @param backendPath folders of the tree that have the backend; empty for one that is required
 * @param requires what must be installed to build, as PEP 508 writes it
 */
public record BuildSystem(String backend, List<String> backendPath, List<String> requires) {
  /** What PEP 517 and PEP 518 say of a tree that says nothing. */
  public static final BuildSystem DEFAULT =
      new BuildSystem(
          "setuptools.build_meta:__legacy__", List.of(), List.of("setuptools >= 40.8.0"));

  private static final TomlMapper TOML = new TomlMapper();

  public BuildSystem {
    backendPath = List.copyOf(backendPath);
    requires = List.copyOf(requires);
  }

  /**
   * That of a folder of sources.
   *
   * @throws SiteException when its pyproject.toml is wrong
   */
  public static BuildSystem of(Path folder) throws IOException {
    Path file = folder.resolve("pyproject.toml");
    return Files.exists(file) ? parse(file.toString(), Files.readAllBytes(file)) : DEFAULT;
  }

  /**
   * That of a pyproject.toml.
   *
   * @param name what messages call the file
   * @throws SiteException when it is wrong
   */
  static BuildSystem parse(String name, byte[] toml) {
    JsonNode table = read(name, toml).path("build-system");
    if (table.isMissingNode()) {
      return DEFAULT;
    }
    if (!table.path("requires").isArray()) {
      throw new SiteException(
          "%s has a [build-system] without requires, which PEP 518 asks for; requires = [] says that it needs nothing."
              .formatted(name));
    }
    List<String> path = texts(table.path("backend-path"));
    for (String text : path) {
      if (!isInside(text)) {
        throw new SiteException(
            "%s names the backend-path '%s', which is outside of the sources (PEP 517)."
                .formatted(name, text));
      }
    }
    return new BuildSystem(
        table.path("build-backend").asText(DEFAULT.backend), path, texts(table.path("requires")));
  }

  private static boolean isInside(String folder) {
    return folder.indexOf('\0') < 0
        && !folder.startsWith("/")
        && Path.of("/tree", folder).normalize().startsWith("/tree");
  }

  private static JsonNode read(String name, byte[] toml) {
    try {
      return TOML.readTree(new String(toml, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new SiteException("%s is not TOML: %s".formatted(name, e.getOriginalMessage()), e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText("")));
    return texts;
  }

  /**
   * Sees that what the build asks for is at hand.
   *
   * @param name what messages call the sources
   * @param tools the wheels that a build may install
   * @throws SiteException naming each requirement that none of them meets
   */
  void requireTools(String name, WheelTarget target, List<Wheel> tools) {
    List<String> missing =
        requires.stream()
            .filter(each -> !BuildRequirement.parse(name, each).isMet(target, tools))
            .toList();
    if (!missing.isEmpty()) {
      throw new SiteException(
          "%s is built by %s, which needs what is not locked: %s.%n%s%n%s"
              .formatted(name, backend, String.join(", ", missing), at(tools), HOW));
    }
  }

  private static String at(List<Wheel> tools) {
    return tools.isEmpty()
        ? "No wheel for builds is named."
        : "Wheels for builds: " + String.join(", ", tools.stream().map(Wheel::name).toList());
  }

  /** What to do about a build that lacks Python packages. */
  static final String HOW =
      "Name them, with version and hash, in <site>'s <buildRequirements> (a requirements file) or"
          + " <buildLock> (a pylock.toml).";

  /** As templates/site/build_wheel.py reads it. */
  String json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("backend", backend);
    node.set("backend-path", JSON.valueToTree(backendPath));
    node.set("requires", JSON.valueToTree(requires));
    return node.toString();
  }
}
