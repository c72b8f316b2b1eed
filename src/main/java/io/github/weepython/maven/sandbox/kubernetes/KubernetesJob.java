package io.github.weepython.maven.sandbox.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.kube.Cluster;
import io.github.weepython.maven.kube.QuotaException;
import io.github.weepython.maven.kube.UnreachableException;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.CleanupHook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A Job that was made on a cluster; it is removed when this is closed, or when Java ends. */
final class KubernetesJob implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Between two attempts to make a Job that a quota has no room for. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private final Cluster cluster;
  private final JobManifest manifest;
  private final Consumer<String> info;
  private final CleanupHook removal;
  private String said = "";

  private KubernetesJob(Cluster cluster, JobManifest manifest, Consumer<String> info) {
    this.cluster = cluster;
    this.manifest = manifest;
    this.info = info;
    this.removal = new CleanupHook("wee-job", this::remove);
  }

  /**
   * The policy stands before the pod is given anything to run.
   *
   * @param info hears what is waited for
   */
  static KubernetesJob make(
      Cluster cluster,
      JobManifest manifest,
      Sandbox.Job job,
      Map<String, String> owner,
      Consumer<String> info)
      throws InterruptedException {
    KubernetesJob made = new KubernetesJob(cluster, manifest, info);
    try {
      Job answer = made.create(() -> cluster.create(manifest.job(job, owner)));
      made.create(
          () -> {
            cluster.create(manifest.policy(answer));
            return answer;
          });
      return made;
    } catch (RuntimeException | InterruptedException e) {
      made.close();
      throw e;
    }
  }

  /** Where a quota has no room for it, when others are gone. */
  private Job create(Supplier<Job> request) throws InterruptedException {
    ReconnectPolicy outage = new ReconnectPolicy(cluster.toString(), () -> {});
    long until = System.nanoTime() + manifest.pods().deadline().toNanos();
    while (true) {
      try {
        return request.get();
      } catch (UnreachableException e) {
        outage.happened(String.valueOf(e.getMessage()));
      } catch (QuotaException e) {
        AdmissionRefusal refusal = AdmissionRefusal.of(String.valueOf(e.getMessage()));
        if (!refusal.queued() || System.nanoTime() > until) {
          throw new SandboxException(
              "Compiling on %s failed. %s".formatted(cluster, refusal.text()), e);
        }
        say(refusal.text());
        outage.over();
        Thread.sleep(TURN.toMillis());
      }
    }
  }

  /** Once: each attempt of the cluster is of a pod with another name. */
  private void say(String waiting) {
    String nameless = waiting.replaceAll("pods \"[^\"]*\"", "pods");
    if (!nameless.equals(said)) {
      said = nameless;
      info.accept("Waiting for a pod: " + waiting);
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
        if (state.queued()) { // For as long as the Job's deadline lets it.
          say(state.waiting());
          until = System.nanoTime() + manifest.pods().patience().toNanos();
        } else if (System.nanoTime() > until) {
          throw late(state);
        } else if (state.waiting().startsWith(SchedulingHint.NO_NODE)) {
          say(state.waiting());
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
        "No pod of the Job runs on %s after %d s: %s. %s <builderWait> or -Dwee.builderWait says how long to wait."
            .formatted(
                cluster,
                manifest.pods().patience().toSeconds(),
                state.waiting(),
                SchedulingHint.of(state.waiting(), manifest)));
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
