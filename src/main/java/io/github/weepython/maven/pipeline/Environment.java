package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.interpreter.InterpreterRepository;
import io.github.weepython.maven.publish.BlobMountCache;
import io.github.weepython.maven.publish.Credentials;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryTransport;
import io.github.weepython.maven.spec.CompilerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * Where a build takes things from and puts them.
 *
 * @param origins what inputs are looked up in, which the result may depend on; nothing else of this
 *     changes it
 * @param connections how other machines are asked
 * @param machine this one
 * @param cache the store's folder
 * @param interpreterCache where interpreters are shared with other machines
 * @param compiling where compiles take place
 * @param project the folder of the project, or the current one where there is none
 */
public record Environment(
    Origins origins,
    Connections connections,
    Machine machine,
    Path cache,
    Optional<InterpreterRepository> interpreterCache,
    CompilerSettings compiling,
    Path project) {
  static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** Debian's mirrors, the user's or the host's. */
  public Mirrors mirrors() {
    return origins.mirrors(machine.etc(), connections.registries().logins());
  }

  FetchSettings fetch() {
    return connections.fetch(machine);
  }

  /** How servers are reached that files come from. */
  public Network network() {
    return connections.network(machine);
  }

  /** The same, with inputs that a lock file fixes; what else is attested is beside it. */
  Environment locked(Path lockFile) {
    return from(origins.locked(lockFile));
  }

  /** The same with other origins. */
  Environment from(Origins others) {
    return new Environment(
        others, connections, machine, cache, interpreterCache, compiling, project);
  }

  /** How registries are read. */
  PushSettings reads(Duration timeout, boolean allowInsecure) {
    return pushes(new PushOptions(timeout, allowInsecure, false, false, Optional.empty()));
  }

  PushSettings pushes(PushOptions options) {
    return new PushSettings(
        credentials(),
        options.timeout(),
        new Backoff(FIRST_PAUSE, new Random(), Backoff.Pause.REAL),
        new RegistryTransport(
            connections.proxy(), connections.registries().authority(), options.allowInsecure()),
        options.immutableTags(),
        new BlobMountCache(cache));
  }

  public Credentials credentials() {
    return new Credentials(connections.registries().servers(), machine.variables(), machine.home());
  }
}
