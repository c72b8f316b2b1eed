package io.github.weepython.maven.rebuild;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file or folder of a project.
 *
 * @param name relative to the project, or the last part of the path of what lies elsewhere
 * @param sha256 of the file's bytes, or of a folder's names and files
 */
public record NamedFile(String name, String sha256) {
  static NamedFile of(List<Path> projects, Path path) {
    return new NamedFile(name(projects, path), digest(path).hex());
  }

  /**
   * Names a file in a way that is the same on every machine.
   *
   * @param projects absolute folders; the name is relative to the first that has the file
   */
  public static String name(List<Path> projects, Path path) {
    Path whole = path.toAbsolutePath().normalize();
    Path name =
        projects.stream()
            .filter(whole::startsWith)
            .findFirst()
            .map(project -> project.relativize(whole))
            .orElseGet(whole::getFileName);
    return name.toString().replace('\\', '/');
  }

  static NamedFile of(JsonNode json) {
    return new NamedFile(json.path("file").asText(""), json.path("sha256").asText(""));
  }

  JsonNode json() {
    return JSON.createObjectNode().put("file", name).put("sha256", sha256);
  }

  /** Finds the file in the first of these folders that has it, and never outside of them. */
  Optional<Path> find(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.toAbsolutePath().normalize())
        .flatMap(
            folder ->
                Stream.of(folder.resolve(name).normalize())
                    .filter(path -> path.startsWith(folder) && !path.equals(folder)))
        .filter(Files::exists)
        .filter(path -> digest(path).hex().equals(sha256))
        .findFirst();
  }

  private static Digest digest(Path path) {
    if (!Files.isDirectory(path)) {
      return Digest.ofUnchecked(path);
    }
    try (Stream<Path> below = Files.walk(path)) {
      StringBuilder text = new StringBuilder();
      below
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file ->
                  text.append(path.relativize(file))
                      .append(' ')
                      .append(Digest.ofUnchecked(file).hex())
                      .append('\n'));
      return Digest.of(text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
