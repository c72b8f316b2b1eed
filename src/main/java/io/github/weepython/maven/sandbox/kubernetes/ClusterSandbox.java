package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.kube.Cluster;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.BuildRootLayer;
import io.github.weepython.maven.sandbox.remote.JobFiles;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import io.github.weepython.maven.spec.Architecture;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Pods of a cluster, one for each job: the root is an image of a registry, files go in and come out
 * as streams, and there is no network where the cluster keeps to its network policies.
 */
final class ClusterSandbox implements Sandbox {
  private final Cluster cluster;
  private final ClusterSettings.JobOptions options;
  private final Progress progress;
  private final Map<Path, Pulled> images = new HashMap<>();
  private int processors;

  /** An image that the cluster can pull. */
  private record Pulled(String name, Architecture architecture) {}

  ClusterSandbox(Cluster cluster, ClusterSettings.JobOptions options, Progress progress) {
    this.cluster = cluster;
    this.options = options;
    this.progress = progress;
  }

  /** How many processors a pod was found to have. */
  void processorsAre(int count) {
    processors = count;
  }

  @Override
  public int run(Job job, Consumer<String> lines) throws IOException, InterruptedException {
    try {
      return runThere(job, lines);
    } catch (InterruptedIOException e) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while a job ran on " + cluster);
    } catch (WeeException | UncheckedIOException | FileSystemException e) {
      throw e; // The latter two are of this machine's files, or of who hears the lines.
    } catch (RuntimeException | IOException e) {
      if (e instanceof IOException here && Causes.isDiskFull(here)) {
        throw here;
      }
      throw new SandboxException(
          "The job on %s broke off: %s. Nothing of it is kept; run Maven again."
              .formatted(cluster, Causes.innermost(e)),
          e);
    }
  }

  private int runThere(Job job, Consumer<String> lines) throws IOException, InterruptedException {
    Pulled image = image(job);
    String name = "wee-" + UUID.randomUUID().toString().substring(0, 18);
    JobManifest manifest =
        new JobManifest(name, image.name(), image.architecture(), options.limits(), options.pods());
    try (KubernetesJob made =
        KubernetesJob.make(cluster, manifest, job, OwnerProcess.self().labels(), progress::info)) {
      PodExecution pod = start(made);
      pod.put(JobFiles.inputs(job));
      int status = pod.run(lines);
      if (status == 0) {
        JobFiles.fetchAll(pod, job);
      }
      return status;
    }
  }

  private PodExecution start(KubernetesJob made) throws InterruptedException {
    try (Progress.Step step = progress.step("Waiting for a pod on " + cluster)) {
      return new PodExecution(made, made.awaitPod());
    }
  }

  private Pulled image(Job job) throws IOException {
    if (job.own().isPresent()) {
      return push(BuildRootLayer.withTimes(job.own().get()), false);
    }
    Pulled known = images.get(job.root());
    Pulled image = known == null ? push(BuildRootLayer.of(job.root()), true) : known;
    images.put(job.root(), image);
    return image;
  }

  private Pulled push(BuildRootLayer root, boolean again) throws IOException {
    return new Pulled(options.registry().push(root, again), root.architecture());
  }

  @Override
  public int processors(int here) {
    return processors > 0 ? processors : here;
  }

  @Override
  public String toString() {
    return cluster.toString();
  }
}
