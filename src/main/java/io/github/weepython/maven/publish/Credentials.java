package io.github.weepython.maven.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.registry.credentials.DockerConfigCredentialRetriever;
import io.github.weepython.maven.http.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The places where a registry's credential may be, in their order: settings.xml, the environment,
 * Docker's config with its helpers, Podman's auth files.
 */
public final class Credentials {
  private static final String USER = "WEE_REGISTRY_USERNAME";
  // An unparsable file is INFO to jib, a failing helper WARN.
  private static final Set<LogEvent.Level> COMPLAINTS =
      Set.of(LogEvent.Level.WARN, LogEvent.Level.INFO);
  private static final String PASSWORD = "WEE_REGISTRY_PASSWORD";

  private final Function<String, Optional<Credential>> servers;
  private final Map<String, String> environment;
  private final List<Path> files;

  /**
   * What was found.
   *
   * @param credential empty to push anonymously
   * @param lookedAt each place that had none, with the reason
   */
  public record Found(Optional<Credential> credential, List<String> lookedAt) {
    public Found {
      lookedAt = List.copyOf(lookedAt);
    }
  }

  /**
   * @param servers a registry's login in settings.xml
   * @param environment the variables of this process
   * @param home the user's home directory
   */
  public Credentials(
      Function<String, Optional<Credential>> servers, Map<String, String> environment, Path home) {
    this.servers = servers;
    this.environment = Map.copyOf(environment);
    this.files = files(environment, home);
  }

  private static List<Path> files(Map<String, String> environment, Path home) {
    List<Path> files = new ArrayList<>();
    files.add(
        set(environment, "DOCKER_CONFIG")
            .map(Path::of)
            .orElse(home.resolve(".docker"))
            .resolve("config.json"));
    set(environment, "XDG_RUNTIME_DIR")
        .ifPresent(dir -> files.add(Path.of(dir, "containers", "auth.json")));
    files.add(home.resolve(".config/containers/auth.json"));
    return files;
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** The first credential for this registry. */
  public Found find(String registry) {
    List<String> lookedAt = new ArrayList<>();
    Optional<Credential> found = servers.apply(registry);
    if (found.isPresent()) {
      return new Found(found, lookedAt);
    }
    lookedAt.add("settings.xml (no <server> with the id " + registry + ")");
    found = inEnvironment(lookedAt);
    for (int i = 0; found.isEmpty() && i < files.size(); i++) {
      found = inFile(files.get(i), registry, lookedAt);
    }
    return new Found(found, lookedAt);
  }

  private Optional<Credential> inEnvironment(List<String> lookedAt) {
    Optional<String> user = set(environment, USER);
    Optional<String> password = set(environment, PASSWORD);
    if (user.isPresent() && password.isPresent()) {
      return Optional.of(
          new Credential("the environment (" + USER + ")", user.get(), password.get()));
    }
    String missing = user.isPresent() ? PASSWORD + " is not set" : USER + " is not set";
    lookedAt.add("the environment (" + missing + ")");
    return Optional.empty();
  }

  private static Optional<Credential> inFile(Path file, String registry, List<String> lookedAt) {
    // What jib complains of may quote the file or a helper's output: say only that it did.
    AtomicBoolean complained = new AtomicBoolean();
    try {
      Optional<Credential> found =
          DockerConfigCredentialRetriever.create(registry, file)
              .retrieve(
                  event -> {
                    if (COMPLAINTS.contains(event.getLevel())) {
                      complained.set(true);
                    }
                  })
              .map(each -> new Credential(file.toString(), each.getUsername(), each.getPassword()));
      if (found.isEmpty()) {
        lookedAt.add(file + " (" + whyNothing(file, registry, complained.get()) + ")");
      }
      return found;
    } catch (IOException | IndexOutOfBoundsException e) {
      lookedAt.add(file + " (" + whyNothing(file, registry, true) + ")");
      return Optional.empty();
    }
  }

  private static String whyNothing(Path file, String registry, boolean complained) {
    if (!Files.exists(file)) {
      return "no such file";
    }
    if (!complained) {
      return "nothing for it";
    }
    try {
      JsonNode config = new ObjectMapper().readTree(Files.readAllBytes(file));
      String store = config.path("credsStore").asText();
      String helper = config.path("credHelpers").path(registry).asText(store);
      return helper.isEmpty()
          ? "its entry for the registry is not valid"
          : "its credential helper docker-credential-%s failed or is not on the PATH"
              .formatted(helper);
    } catch (JsonProcessingException e) {
      return "it is not valid JSON";
    } catch (IOException e) {
      return "it is unreadable: " + e.getClass().getSimpleName();
    }
  }
}
