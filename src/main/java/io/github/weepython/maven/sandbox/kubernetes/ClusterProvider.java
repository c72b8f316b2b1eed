package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.kube.Cluster;
import io.github.weepython.maven.kube.KubeException;
import io.github.weepython.maven.kube.Permission;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Availability;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.SandboxProvider;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A Kubernetes cluster that the user names. */
public final class ClusterProvider implements SandboxProvider {
  private static final String FIX =
      "check that kubectl --context CONTEXT -n NAMESPACE get pods works here;"
          + " docs/kubernetes.md has the Role that wee needs";

  private final ClusterSettings clusters;
  private final String address;
  private final Progress progress;
  private final InstantSource clock;
  private Optional<Cluster> found = Optional.empty();

  /**
   * @param address such as {@code kubernetes:context/namespace}
   */
  public ClusterProvider(
      ClusterSettings clusters, String address, Progress progress, InstantSource clock) {
    this.clusters = clusters;
    this.address = address;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public String fix() {
    return FIX;
  }

  @Override
  public Availability look() {
    try {
      Cluster cluster = found.orElseGet(() -> clusters.kubeconfig().open(address));
      found = Optional.of(cluster);
      String version = cluster.version();
      List<Permission> lacking = cluster.lacking();
      return lacking.isEmpty()
          ? Availability.good("%s, %s".formatted(version, cluster))
          : Availability.bad(
              "%s, %s: you may not %s"
                  .formatted(
                      version,
                      cluster,
                      lacking.stream().map(Permission::toString).collect(Collectors.joining(", "))),
              Permission.howTo(cluster.namespace()));
    } catch (WeeException e) {
      return Availability.bad(String.valueOf(e.getMessage()), FIX);
    }
  }

  @Override
  public Sandbox open(Path root) throws IOException, InterruptedException {
    try {
      return probed(root);
    } catch (KubeException e) {
      throw new SandboxException(String.valueOf(e.getMessage()), e);
    }
  }

  private Sandbox probed(Path root) throws IOException, InterruptedException {
    Cluster cluster = found.orElseThrow(() -> new SandboxException("No cluster was found."));
    OrphanedJobs.sweep(cluster, OwnerProcess.self(), clock.instant());
    ClusterSandbox sandbox = new ClusterSandbox(cluster, clusters.options(), progress);
    StringJoiner said = new StringJoiner("\n");
    Sandbox.Job probe =
        new Sandbox.Job(root, Map.of(), Map.of(), Map.of(), List.of("/usr/bin/nproc"));
    int status = sandbox.run(probe, said::add);
    if (status != 0 || !said.toString().matches("\\d{1,4}")) {
      throw new SandboxException(
          "A pod on %s could not count its processors: status %d. %s"
              .formatted(cluster, status, said));
    }
    sandbox.processorsAre(processors(Integer.parseInt(said.toString())));
    return sandbox;
  }

  /** A quota may have room for one pod, and what waits for it longer than allowed is refused. */
  @Override
  public boolean sideBySide() {
    return false;
  }

  @Override
  public void close() {
    found.ifPresent(Cluster::close);
    found = Optional.empty();
  }

  /** A pod sees all of its node's, also where it may use fewer. */
  private int processors(int seen) {
    double most = clusters.options().limits().cpus();
    return most > 0 ? Math.min(seen, Math.max(1, (int) Math.ceil(most))) : Math.max(1, seen);
  }
}
