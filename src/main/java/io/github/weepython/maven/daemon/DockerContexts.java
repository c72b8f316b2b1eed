package io.github.weepython.maven.daemon;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The contexts of Docker's CLI: {@code contexts/meta/<sha256 of the name>/meta.json}. */
final class DockerContexts {
  private final Path config;

  /**
   * @param config Docker's configuration folder, such as {@code ~/.docker}
   */
  DockerContexts(Path config) {
    this.config = config;
  }

  /** What {@code docker context use} chose; empty for the default one. */
  Optional<String> current() {
    Path file = config.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(read(file).path("currentContext").asText("")).filter(name -> named(name));
  }

  static boolean named(String name) {
    return !name.isEmpty() && !name.equals("default");
  }

  /**
   * Where a context's daemon is.
   *
   * @throws DaemonException when there is no such context, or it names no daemon
   */
  Endpoint endpoint(String name, String source) {
    String id = Digest.of(name).hex();
    Path meta = config.resolve("contexts/meta").resolve(id).resolve("meta.json");
    if (!Files.isRegularFile(meta)) {
      throw new DaemonException(
          "%s names the Docker context '%s', which is not in %s. See: docker context ls"
              .formatted(source, name, config.resolve("contexts")));
    }
    JsonNode docker = read(meta).path("Endpoints").path("docker");
    String host = docker.path("Host").asText("");
    if (host.isEmpty()) {
      throw new DaemonException(
          "The Docker context '%s' (%s) names no daemon.".formatted(name, meta));
    }
    Path tls = config.resolve("contexts/tls").resolve(id).resolve("docker");
    return Endpoint.parse(
        source + ", context " + name,
        host,
        Files.isDirectory(tls) ? Optional.of(tls) : Optional.empty());
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new DaemonException(file + " is unreadable: " + Causes.of(e), e);
    }
  }
}
