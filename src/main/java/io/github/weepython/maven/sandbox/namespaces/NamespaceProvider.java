package io.github.weepython.maven.sandbox.namespaces;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.sandbox.Availability;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.SandboxProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Namespaces, by the build root's own bwrap or else by the host's: where AppArmor allows
 * unprivileged namespaces by the program's path (Ubuntu), only that one may.
 */
public final class NamespaceProvider implements SandboxProvider {
  static final String FIX =
      "let this user make user namespaces: sysctl kernel.unprivileged_userns_clone=1 (Debian),"
          + " sysctl kernel.apparmor_restrict_unprivileged_userns=0 or the package bubblewrap with"
          + " its AppArmor profile (Ubuntu), user.max_user_namespaces above 0; in a container, a"
          + " seccomp profile that allows them";

  private final NamespaceProbe host;
  private final String os;
  private final JobLimits limits;

  /**
   * @param path the variable PATH, where the host's tools are
   * @param os the system property {@code os.name}
   * @param limits of each job
   */
  public NamespaceProvider(String path, String os, JobLimits limits) {
    this.host = new NamespaceProbe(path);
    this.os = os;
    this.limits = limits;
  }

  @Override
  public String name() {
    return "namespaces";
  }

  @Override
  public String fix() {
    return FIX;
  }

  @Override
  public Availability look() throws InterruptedException {
    return os.equals("Linux")
        ? host.look()
        : Availability.bad("only Linux has them, and this is " + os, "use a Docker daemon");
  }

  @Override
  public Availability look(Path root) throws InterruptedException {
    if (!os.equals("Linux")) {
      return look();
    }
    try {
      return Availability.good("true ran on a build root (" + open(root) + ")");
    } catch (SandboxException e) {
      return Availability.bad(String.valueOf(e.getMessage()), FIX);
    }
  }

  @Override
  public Sandbox open(Path root) throws InterruptedException {
    List<String> failures = new ArrayList<>();
    List<NamespaceSandbox> ways = new ArrayList<>();
    ways.add(new NamespaceSandbox(host, Optional.empty(), limits));
    host.find("bwrap")
        .ifPresent(program -> ways.add(new NamespaceSandbox(host, Optional.of(program), limits)));
    for (NamespaceSandbox sandbox : ways) {
      Optional<String> failure = trial(sandbox, root);
      if (failure.isEmpty()) {
        return sandbox;
      }
      failures.add(failure.get());
    }
    throw new SandboxException(String.join("\n", failures));
  }

  /** What went wrong; empty when nothing did. */
  private static Optional<String> trial(NamespaceSandbox sandbox, Path root)
      throws InterruptedException {
    StringJoiner said = new StringJoiner("\n  ");
    Sandbox.Job probe =
        new Sandbox.Job(root, Map.of(), Map.of(), Map.of(), List.of("/usr/bin/true"));
    try {
      int status = sandbox.run(probe, said::add);
      return status == 0
          ? Optional.empty()
          : Optional.of(
              "%s, run on %s, ended with %d: %s".formatted(sandbox.program(), root, status, said));
    } catch (IOException e) { // As where the cache is mounted with noexec.
      return Optional.of(
          "%s, run on %s, could not be started: %s"
              .formatted(sandbox.program(), root, Causes.of(e)));
    }
  }
}
