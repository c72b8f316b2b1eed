package io.github.weepython.maven.sandbox.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster says of a Job and its pod (Kubernetes API reference, JobStatus and PodStatus).
 *
 * @param running whether the pod's shell is there to be visited
 * @param failure why it never will be, or no longer is; empty while there is hope
 * @param waiting what it waits for, when it is not running
 * @param queued whether that is a quota which others use up
 */
record JobState(boolean running, Optional<String> failure, String waiting, boolean queued) {
  private static final Set<String> HOPELESS =
      Set.of(
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  /** What a list of the API server has, which may leave out the list, or say null in it. */
  private static <T> Stream<T> present(@Nullable List<T> list) {
    return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
  }

  private static JobState failed(String why) {
    return new JobState(false, Optional.of(why), "", false);
  }

  private static JobState waits(String what) {
    return new JobState(false, Optional.empty(), what, false);
  }

  /**
   * @param warnings what the cluster complains of about the Job
   */
  static JobState of(Optional<Job> job, Optional<Pod> pod, List<String> warnings) {
    if (job.isEmpty()) {
      return failed("The Job was removed from the cluster, by a person or by a clean-up there.");
    }
    Optional<String> late = deadline(job.get());
    if (late.isPresent()) {
      return failed(late.get());
    }
    if (pod.isPresent()) {
      return of(pod.get());
    }
    Optional<String> ended = condition(job.get(), "Failed").map(JobState::gone);
    if (ended.isPresent()) {
      return failed(ended.get());
    }
    Optional<AdmissionRefusal> refusal =
        warnings.stream()
            .filter(each -> each.contains("forbidden"))
            .findFirst()
            .map(AdmissionRefusal::of);
    if (refusal.isEmpty()) {
      return waits(waitingForPod(warnings));
    }
    return refusal.get().queued()
        ? new JobState(false, Optional.empty(), refusal.get().text(), true)
        : failed("The cluster does not create the Job's pod: " + refusal.get().text());
  }

  private static String waitingForPod(List<String> warnings) {
    return warnings.isEmpty() ? "the cluster has not created the pod yet" : warnings.get(0);
  }

  private static Optional<io.fabric8.kubernetes.api.model.batch.v1.JobCondition> condition(
      Job job, String type) {
    return job.getStatus() == null
        ? Optional.empty()
        : present(job.getStatus().getConditions())
            .filter(each -> type.equals(each.getType()) && "True".equals(each.getStatus()))
            .findFirst();
  }

  private static Optional<String> deadline(Job job) {
    return Stream.of("Failed", "FailureTarget")
        .flatMap(type -> condition(job, type).stream())
        .filter(each -> "DeadlineExceeded".equals(each.getReason()))
        .findFirst()
        .map(
            any ->
                ("The Job did not finish within %d s, and the cluster ended it. Raise"
                        + " <builderDeadline> or -Dwee.builderDeadline.")
                    .formatted(
                        Optional.ofNullable(job.getSpec())
                            .map(JobSpec::getActiveDeadlineSeconds)
                            .orElse(0L)));
  }

  private static String gone(io.fabric8.kubernetes.api.model.batch.v1.JobCondition failed) {
    return "The pod is gone and the Job has failed: %s (%s). A node that is drained or lost takes its pods with it. Run Maven again."
        .formatted(failed.getMessage(), failed.getReason());
  }

  private static JobState of(Pod pod) {
    if (pod.getStatus() == null) {
      return waits("the pod has no state yet");
    }
    Optional<String> taken = taken(pod);
    if (taken.isPresent()) {
      return failed(taken.get());
    }
    Optional<ContainerState> state =
        present(pod.getStatus().getContainerStatuses())
            .filter(each -> JobManifest.CONTAINER.equals(each.getName()))
            .findFirst()
            .map(ContainerStatus::getState);
    if (state.map(ContainerState::getTerminated).isPresent()) {
      return failed(ended(state.get().getTerminated()));
    }
    if (state.map(ContainerState::getWaiting).isPresent()) {
      return waiting(state.get().getWaiting());
    }
    boolean running = state.map(ContainerState::getRunning).isPresent();
    return new JobState(running, Optional.empty(), running ? "" : unscheduled(pod), false);
  }

  /** Whether the node or the cluster has taken the pod away. */
  private static Optional<String> taken(Pod pod) {
    String reason = Optional.ofNullable(pod.getStatus().getReason()).orElse("");
    if (reason.equals("Evicted")) {
      return Optional.of(
          "The pod was evicted from its node: %s. Set <compilerMemory>4g</compilerMemory> so that the pod is scheduled on a large enough node; the node needs 3 GB of free disk."
              .formatted(pod.getStatus().getMessage()));
    }
    Optional<PodCondition> disruption =
        present(pod.getStatus().getConditions())
            .filter(e -> "DisruptionTarget".equals(e.getType()) && "True".equals(e.getStatus()))
            .findFirst();
    if (disruption.isPresent()) {
      return Optional.of(
          "The cluster removed the pod: %s (%s). Run Maven again."
              .formatted(disruption.get().getMessage(), disruption.get().getReason()));
    }
    return pod.getMetadata() == null || pod.getMetadata().getDeletionTimestamp() == null
        ? Optional.empty()
        : Optional.of("The pod was deleted, by a person or by the cluster. Run Maven again.");
  }

  private static String ended(ContainerStateTerminated end) {
    if ("OOMKilled".equals(end.getReason())) {
      return "The pod ran out of memory (status %d). Raise <compilerMemory> or -Dwee.compilerMemory, or the limit that the namespace sets."
          .formatted(end.getExitCode());
    }
    return ("The pod ended before its job: %s, status %d%s. A shell that can't be started may be"
            + " for another architecture than the node's.")
        .formatted(
            end.getReason(),
            end.getExitCode(),
            Optional.ofNullable(end.getMessage()).map(each -> ", " + each).orElse(""));
  }

  private static JobState waiting(ContainerStateWaiting wait) {
    String said =
        "%s: %s"
            .formatted(
                wait.getReason(),
                Optional.ofNullable(wait.getMessage()).orElse("no details are given"));
    if (!HOPELESS.contains(String.valueOf(wait.getReason()))) {
      return waits(said);
    }
    boolean image = said.contains("Image");
    return failed(
        "The pod's container can't be started: %s.%s"
            .formatted(
                said,
                image
                    ? " The cluster must be able to pull from the repository of"
                        + " <builderImage>: check that its nodes reach that registry, and set"
                        + " <builderPullSecrets> or -Dwee.builderPullSecrets to a secret of the"
                        + " namespace that gives them access."
                    : ""));
  }

  private static String unscheduled(Pod pod) {
    return present(pod.getStatus().getConditions())
        .filter(e -> "PodScheduled".equals(e.getType()) && "False".equals(e.getStatus()))
        .findFirst()
        .map(each -> SchedulingHint.NO_NODE + sentence(each.getMessage()))
        .orElse("the pod is " + pod.getStatus().getPhase());
  }

  /** Without its full stop, which the scheduler sets and wee does too. */
  private static String sentence(String message) {
    return String.valueOf(message).replaceFirst("\\.$", "");
  }
}
