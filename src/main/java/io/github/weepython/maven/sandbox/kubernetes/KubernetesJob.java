package io.github.weepython.maven.sandbox.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.kube.Cluster;
import io.github.weepython.maven.kube.UnreachableException;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.CleanupHook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Job that was made on a cluster; it is removed when this is closed, or when Java ends. */
final class KubernetesJob implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Cluster cluster;
  private final JobManifest manifest;
  private final CleanupHook removal;

  private KubernetesJob(Cluster cluster, JobManifest manifest) {
    this.cluster = cluster;
    this.manifest = manifest;
    this.removal = new CleanupHook("wee-job", this::remove);
  }

  /** The policy stands before the pod is given anything to run. */
  static KubernetesJob make(
      Cluster cluster, JobManifest manifest, Sandbox.Job job, Map<String, String> owner) {
    KubernetesJob made = new KubernetesJob(cluster, manifest);
    try {
      Job answer = cluster.create(manifest.job(job, owner));
      cluster.create(manifest.policy(answer));
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /**
   * The way to its pod, once that runs.
   *
   * @throws SandboxException when it does not come to that
   */
  PodConnection awaitPod() throws InterruptedException {
    ReconnectPolicy outage = new ReconnectPolicy(cluster.toString(), () -> {});
    long until = System.nanoTime() + manifest.pods().patience().toNanos();
    while (true) {
      try {
        Optional<Pod> pod = pod();
        JobState state = state(pod);
        if (state.running()) {
          return new PodConnection(cluster, pod.orElseThrow().getMetadata().getName(), this::check);
        }
        refuse(state);
        if (System.nanoTime() > until) {
          throw late(state);
        }
        outage.over();
        Thread.sleep(PAUSE.toMillis());
      } catch (UnreachableException e) {
        outage.happened(String.valueOf(e.getMessage()));
      }
    }
  }

  private SandboxException late(JobState state) {
    return new SandboxException(
        "No pod of the Job runs on %s after %d s: %s. It needs a node of %s that has room; <builderWait> or -Dwee.builderWait says how long to wait for one."
            .formatted(
                cluster,
                manifest.pods().patience().toSeconds(),
                state.waiting(),
                manifest.architecture()));
  }

  private Optional<Pod> pod() {
    return cluster.pod(JobManifest.JOB, manifest.name());
  }

  private JobState state(Optional<Pod> pod) {
    List<String> warnings = pod.isPresent() ? List.of() : cluster.warnings(manifest.name());
    return JobState.of(cluster.job(manifest.name()), pod, warnings);
  }

  /** Throws when the pod is no more. */
  private void check() {
    Optional<Pod> pod = pod();
    JobState state = state(pod);
    refuse(state);
    if (!state.running()) {
      throw new SandboxException("The Job's pod no longer runs: %s.".formatted(state.waiting()));
    }
  }

  private void refuse(JobState state) {
    if (state.failure().isPresent()) {
      throw new SandboxException(
          "Compiling on %s failed. %s".formatted(cluster, state.failure().get()));
    }
  }

  private void remove() {
    try {
      cluster.remove(manifest.name());
    } catch (WeeException e) {
      // The cluster is out of reach, or has removed it: else the next run's sweep finds it, and if
      // there is none, the deadline.
    }
  }

  @Override
  public void close() {
    removal.close();
  }

  @Override
  public String toString() {
    return cluster.toString();
  }
}
