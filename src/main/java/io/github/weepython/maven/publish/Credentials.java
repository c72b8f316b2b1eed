package io.github.weepython.maven.publish;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.ServerKeys;
import io.github.weepython.maven.publish.AuthFile.UnusableException;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The places where a registry's credential may be, in their order: settings.xml, the environment,
 * the files that the environment names, Docker's config with its helpers, Podman's auth files. At
 * each place the most specific name for the repository wins.
 */
public final class Credentials {
  private static final String USER = "WEE_REGISTRY_USERNAME";
  private static final String PASSWORD = "WEE_REGISTRY_PASSWORD";

  /** The whole of a config.json, as GitLab's runners and Docker's CLI know it. */
  private static final String CONFIG = "DOCKER_AUTH_CONFIG";

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
   * @param servers the login of settings.xml by the id of its server
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
    set(environment, "REGISTRY_AUTH_FILE").map(Path::of).ifPresent(files::add);
    files.add(
        set(environment, "DOCKER_CONFIG")
            .map(Path::of)
            .orElse(home.resolve(".docker"))
            .resolve("config.json"));
    set(environment, "XDG_RUNTIME_DIR")
        .ifPresent(dir -> files.add(Path.of(dir, "containers", "auth.json")));
    files.add(home.resolve(".config/containers/auth.json"));
    return files.stream().distinct().toList();
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * The first credential for pushing to this repository.
   *
   * @param name with a registry
   */
  public Found find(ImageName name) {
    List<String> lookedAt = new ArrayList<>();
    Optional<Credential> found = inSettings(name, lookedAt);
    if (found.isEmpty()) {
      found = inEnvironment(lookedAt);
    }
    if (found.isEmpty()) {
      found = inVariable(name, lookedAt);
    }
    for (int i = 0; found.isEmpty() && i < files.size(); i++) {
      found = inFile(files.get(i), name, lookedAt);
    }
    return new Found(found, lookedAt);
  }

  private Optional<Credential> inSettings(ImageName name, List<String> lookedAt) {
    String registry = name.registry().orElseThrow();
    for (String id : ServerKeys.of(registry, name.repository())) {
      Optional<Credential> found = servers.apply(id);
      if (found.isPresent()) {
        return found;
      }
    }
    lookedAt.add("settings.xml (no <server> with the id " + registry + ")");
    return Optional.empty();
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

  private Optional<Credential> inVariable(ImageName name, List<String> lookedAt) {
    return set(environment, CONFIG)
        .flatMap(
            text ->
                find(
                    "the variable " + CONFIG,
                    text.getBytes(StandardCharsets.UTF_8),
                    name,
                    lookedAt));
  }

  private Optional<Credential> inFile(Path file, ImageName name, List<String> lookedAt) {
    try {
      return find(file.toString(), Files.readAllBytes(file), name, lookedAt);
    } catch (NoSuchFileException e) {
      lookedAt.add(file + " (no such file)");
    } catch (IOException e) {
      lookedAt.add(file + " (it can't be read: " + Causes.of(e) + ")");
    }
    return Optional.empty();
  }

  private Optional<Credential> find(
      String source, byte[] bytes, ImageName name, List<String> lookedAt) {
    try {
      Optional<Credential> found = AuthFile.parse(source, bytes, environment).find(name);
      if (found.isEmpty()) {
        lookedAt.add(source + " (nothing for it)");
      }
      return found;
    } catch (UnusableException e) {
      lookedAt.add(source + " (" + e.getMessage() + ")");
      return Optional.empty();
    }
  }
}
