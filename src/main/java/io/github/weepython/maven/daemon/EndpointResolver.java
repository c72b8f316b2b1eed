package io.github.weepython.maven.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where daemons may be, in Docker's own order: a place that the user names counts alone; else the
 * sockets of Docker, rootless Docker, Docker Desktop, Colima, Rancher Desktop and Podman.
 */
public final class EndpointResolver {
  private final Map<String, String> variables;
  private final Path home;
  private final Optional<Endpoint> only;

  /**
   * @param variables the environment variables of this process
   * @param home the user's home folder
   */
  public EndpointResolver(Map<String, String> variables, Path home) {
    this(variables, home, Optional.empty());
  }

  private EndpointResolver(Map<String, String> variables, Path home, Optional<Endpoint> only) {
    this.variables = Map.copyOf(variables);
    this.home = home;
    this.only = only;
  }

  /**
   * One place and no other, with the TLS settings of the environment.
   *
   * @param source who names it
   * @throws DaemonException when that can't be a daemon
   */
  public EndpointResolver only(String source, String address) {
    Optional<Path> tls = address.startsWith("tcp:") ? certificates() : Optional.empty();
    return new EndpointResolver(variables, home, Optional.of(Endpoint.parse(source, address, tls)));
  }

  /**
   * Every place worth trying.
   *
   * @throws DaemonException when what the user names can't be a daemon
   */
  public List<Endpoint> all() {
    Optional<Endpoint> named = only.or(this::named);
    return named.isPresent() ? List.of(named.get()) : usual();
  }

  private Optional<Endpoint> named() {
    Optional<String> host = variable("DOCKER_HOST");
    if (host.isPresent()) {
      return Optional.of(Endpoint.parse("DOCKER_HOST", host.get(), certificates()));
    }
    DockerContexts contexts = new DockerContexts(config());
    Optional<String> context = variable("DOCKER_CONTEXT");
    if (context.isPresent()) {
      return context
          .filter(DockerContexts::named)
          .map(name -> contexts.endpoint(name, "DOCKER_CONTEXT"));
    }
    Optional<Endpoint> current =
        contexts
            .current()
            .map(name -> contexts.endpoint(name, config().resolve("config.json").toString()));
    return current.or(
        () ->
            variable("CONTAINER_HOST")
                .map(each -> Endpoint.parse("CONTAINER_HOST", each, Optional.empty())));
  }

  /** As Docker's CLI: any text in DOCKER_TLS_VERIFY asks for TLS. */
  private Optional<Path> certificates() {
    return variable("DOCKER_TLS_VERIFY")
        .map(any -> variable("DOCKER_CERT_PATH").map(Path::of).orElse(config()));
  }

  private Path config() {
    return variable("DOCKER_CONFIG").map(Path::of).orElse(home.resolve(".docker"));
  }

  private List<Endpoint> usual() {
    List<Endpoint> places = new ArrayList<>();
    add(places, "Docker's socket", Path.of("/var/run/docker.sock"));
    Optional<Path> runtime = runtime();
    runtime.ifPresent(dir -> add(places, "rootless Docker's socket", dir.resolve("docker.sock")));
    add(places, "Docker Desktop's socket", home.resolve(".docker/run/docker.sock"));
    add(places, "Docker Desktop's socket", home.resolve(".docker/desktop/docker.sock"));
    add(places, "Colima's socket", home.resolve(".colima/default/docker.sock"));
    add(places, "Rancher Desktop's socket", home.resolve(".rd/docker.sock"));
    runtime.ifPresent(dir -> add(places, "Podman's socket", dir.resolve("podman/podman.sock")));
    add(places, "Podman's socket", Path.of("/run/podman/podman.sock"));
    return places;
  }

  private Optional<Path> runtime() {
    try {
      return variable("XDG_RUNTIME_DIR").map(Path::of).or(this::runtimeOfHome);
    } catch (InvalidPathException e) {
      return runtimeOfHome(); // In the C locale Java can't name folders beyond ASCII.
    }
  }

  /** Where pam_systemd puts it; sudo and cron leave the variable out. */
  private Optional<Path> runtimeOfHome() {
    try {
      return Optional.of(
          Path.of("/run/user", String.valueOf(Files.getAttribute(home, "unix:uid"))));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void add(List<Endpoint> places, String source, Path socket) {
    try {
      places.add(new Endpoint(source, Endpoint.address(socket), Optional.empty()));
    } catch (DaemonException e) {
      // Only a guess: XDG_RUNTIME_DIR, for one, may be any text.
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
