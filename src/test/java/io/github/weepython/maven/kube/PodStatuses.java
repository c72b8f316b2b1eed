package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;

/** What a cluster says of a pod. */
public final class PodStatuses {
  private PodStatuses() {}

  /** As far as a pod can be that waits. */
  public static PodStatus waiting(String reason, String message) {
    return status(
        "Pending",
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .build());
  }

  static PodStatus running() {
    return status("Running", new ContainerStateBuilder().withNewRunning().endRunning().build());
  }

  /** A pod whose container ended. */
  public static PodStatus terminated(String reason, int status) {
    return status(
        "Failed",
        new ContainerStateBuilder()
            .withNewTerminated()
            .withReason(reason)
            .withExitCode(status)
            .endTerminated()
            .build());
  }

  /** A pod that the node has thrown out. */
  public static PodStatus evicted(String message) {
    return new PodStatusBuilder()
        .withPhase("Failed")
        .withReason("Evicted")
        .withMessage(message)
        .build();
  }

  private static PodStatus status(String phase, ContainerState state) {
    return new PodStatusBuilder()
        .withPhase(phase)
        .addNewContainerStatus()
        .withName("wee")
        .withState(state)
        .endContainerStatus()
        .build();
  }

  /** A pod that no node takes. */
  public static PodStatus unschedulable(String message) {
    return new PodStatusBuilder()
        .withPhase("Pending")
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withReason("Unschedulable")
        .withMessage(message)
        .endCondition()
        .build();
  }
}
