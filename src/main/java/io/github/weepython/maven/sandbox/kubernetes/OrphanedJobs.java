package io.github.weepython.maven.sandbox.kubernetes;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.kube.Cluster;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Jobs of a cluster whose Maven was killed before it could remove them. */
final class OrphanedJobs {
  private OrphanedJobs() {}

  /** Removes those that nobody needs any more. */
  static void sweep(Cluster cluster, OwnerProcess self, Instant now) {
    for (Job job : cluster.jobs(JobManifest.MANAGED, JobManifest.WEE)) {
      Map<String, String> owner =
          Optional.ofNullable(job.getMetadata().getAnnotations()).orElse(Map.of());
      if (self.isOrphan(owner, created(job), now)) {
        remove(cluster, job);
      }
    }
  }

  private static Instant created(Job job) {
    try {
      return Instant.parse(String.valueOf(job.getMetadata().getCreationTimestamp()));
    } catch (DateTimeException e) {
      return Instant.MAX.minus(OwnerProcess.TOO_OLD); // Unknown: not ours to judge.
    }
  }

  private static void remove(Cluster cluster, Job job) {
    try {
      cluster.remove(job.getMetadata().getName());
    } catch (WeeException e) {
      // Another run swept it at the same moment, or the cluster can't; this run needs neither.
    }
  }
}
