package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.daemon.EndpointResolver;
import io.github.weepython.maven.spec.Platform;
import java.nio.file.Path;
import java.util.Map;

/**
 * The machine that a build runs on.
 *
 * @param etc its configuration folder, which may name Debian's mirrors
 * @param home where the user's credentials are
 * @param variables the environment variables of this process
 * @param processors how many processes or threads work at a time
 * @param os the system property {@code os.name}
 */
public record Machine(
    Path etc, Path home, Map<String, String> variables, int processors, String os) {
  public Machine {
    variables = Map.copyOf(variables);
  }

  /** The variable PATH; empty where it is not set. */
  String path() {
    return variables.getOrDefault("PATH", "");
  }

  /** The daemons that this machine knows of. */
  public DaemonLocator daemons() {
    return new DaemonLocator(new EndpointResolver(variables, home));
  }

  /** The daemon that the user names for a platform, and no other. */
  DaemonLocator daemon(Platform platform, String address) {
    String source = "<builders><" + platform.id() + ">";
    return new DaemonLocator(new EndpointResolver(variables, home).only(source, address));
  }
}
