package io.github.weepython.maven.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an image's config says of its containers (OCI image-spec, config.md).
 *
 * @param environment variables by their names
 * @param entrypoint what is started
 * @param cmd its arguments, or the program where there is no entrypoint
 * @param user such as {@code 65532:65532} or a name; empty for root
 * @param workdir where it is started
 * @param volumes folders of their own
 * @param stopSignal what ends it; empty for SIGTERM
 */
public record ContainerConfig(
    Map<String, String> environment,
    List<String> entrypoint,
    List<String> cmd,
    String user,
    String workdir,
    List<String> volumes,
    Optional<String> stopSignal) {
  public ContainerConfig {
    environment = Map.copyOf(environment);
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    volumes = List.copyOf(volumes);
  }

  static ContainerConfig of(JsonNode image) {
    JsonNode config = image.path("config");
    List<String> volumes = new ArrayList<>();
    config.path("Volumes").fieldNames().forEachRemaining(volumes::add);
    return new ContainerConfig(
        environment(config.path("Env")),
        texts(config.path("Entrypoint")),
        texts(config.path("Cmd")),
        config.path("User").asText(""),
        config.path("WorkingDir").asText("/"),
        volumes,
        Optional.ofNullable(config.path("StopSignal").textValue()));
  }

  private static Map<String, String> environment(JsonNode env) {
    Map<String, String> all = new TreeMap<>();
    for (JsonNode node : env) {
      String[] pair = node.asText("").split("=", 2);
      all.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    return all;
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(each -> all.add(each.asText("")));
    return all;
  }

  /**
   * What a container of it runs.
   *
   * @param arguments instead of its own; empty for its own
   */
  public List<String> command(List<String> arguments) {
    List<String> all = new ArrayList<>(entrypoint);
    all.addAll(arguments.isEmpty() ? cmd : arguments);
    return all;
  }
}
