package io.github.weepython.maven.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobStateTest {
  private static final Job JOB = new JobBuilder().withNewSpec().endSpec().build();

  private static JobState withoutPod(Job job, String... warnings) {
    return JobState.of(Optional.of(job), Optional.empty(), List.of(warnings));
  }

  private static JobState with(Pod pod) {
    return JobState.of(Optional.of(JOB), Optional.of(pod), List.of());
  }

  @Test
  void aQuotaMayBeWaitedForAndAPolicyNot() {
    String quota =
        "pods \"wee-1\" is forbidden: exceeded quota: compute, requested: limits.cpu=2, used:"
            + " limits.cpu=5, limited: limits.cpu=6";
    String policy = "pods \"wee-1\" is forbidden: violates PodSecurity \"restricted:latest\"";

    assertThat(withoutPod(JOB, quota))
        .isEqualTo(new JobState(false, Optional.empty(), quota, true));
    assertThat(withoutPod(JOB, policy).failure().orElseThrow())
        .contains("violates PodSecurity", "baseline");
    assertThat(withoutPod(JOB).waiting()).contains("not created the pod yet");
  }

  @Test
  void aPodThatIsGoneWithItsNodeIsNotWaitedFor() {
    Job failed =
        new JobBuilder(JOB)
            .withNewStatus()
            .addNewCondition()
            .withType("Failed")
            .withStatus("True")
            .withReason("BackoffLimitExceeded")
            .withMessage("Job has reached the specified backoff limit")
            .endCondition()
            .endStatus()
            .build();

    assertThat(withoutPod(failed).failure().orElseThrow())
        .contains("The pod is gone", "BackoffLimitExceeded", "drained or lost");
  }

  @Test
  void aPodThatTheClusterTakesAwaySaysWhy() {
    Pod preempted =
        new PodBuilder()
            .withNewMetadata()
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason("PreemptionByScheduler")
            .withMessage("preempting to accommodate a higher priority pod")
            .endCondition()
            .endStatus()
            .build();
    Pod deleted =
        new PodBuilder()
            .withNewMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .withNewStatus()
            .endStatus()
            .build();

    assertThat(with(preempted).failure().orElseThrow()).contains("PreemptionByScheduler");
    assertThat(with(deleted).failure().orElseThrow()).contains("was deleted");
  }

  @Test
  void anImageThatIsBeingPulledIsWaitedFor() {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .endMetadata()
            .withNewStatus()
            .addNewContainerStatus()
            .withName("wee")
            .withNewState()
            .withNewWaiting()
            .withReason("ErrImagePull")
            .withMessage("dial tcp: i/o timeout")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();

    assertThat(with(pod))
        .isEqualTo(
            new JobState(false, Optional.empty(), "ErrImagePull: dial tcp: i/o timeout", false));
  }

  @Test
  void otherContainersOfThePodDoNotCount() {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .endMetadata()
            .withNewStatus()
            .withPhase("Running")
            .addNewContainerStatus()
            .withName("mesh")
            .withNewState()
            .withNewTerminated()
            .withExitCode(1)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .addNewContainerStatus()
            .withName("wee")
            .withNewState()
            .withNewRunning()
            .endRunning()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();

    assertThat(with(pod).running()).isTrue();
  }
}
