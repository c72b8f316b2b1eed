package io.github.weepython.maven.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages are those of Kubernetes 1.36. */
class AdmissionRefusalTest {
  private static final String POD = "Error creating: pods \"wee-1\" is forbidden: ";

  @Test
  void waitsForItsTurnWhereOthersUseTheQuotaUp() {
    AdmissionRefusal refusal =
        AdmissionRefusal.of(
            POD
                + "exceeded quota: compute, requested: limits.cpu=500m,pods=1, used:"
                + " limits.cpu=1,pods=3, limited: limits.cpu=1,pods=3");

    assertThat(refusal.queued()).isTrue();
  }

  @Test
  void doesNotWaitForAQuotaThatIsSmallerThanOnePod() {
    AdmissionRefusal refusal =
        AdmissionRefusal.of(
            POD
                + "exceeded quota: compute, requested: limits.cpu=1,limits.memory=4Gi, used:"
                + " limits.cpu=0,limits.memory=0, limited: limits.cpu=4,limits.memory=2048Mi");

    assertThat(refusal.queued()).isFalse();
    assertThat(refusal.text())
        .contains("'compute' allows limits.memory=2048Mi", "never fits", "Lower <compilerMemory>")
        .doesNotContain("<compilerCpus>", "baseline");
  }

  @Test
  void namesWhatAQuotaWantsToKnowOfAPod() {
    AdmissionRefusal refusal =
        AdmissionRefusal.of(
            POD
                + "failed quota: compute: must specify limits.cpu for: wee; limits.memory for:"
                + " wee");

    assertThat(refusal.queued()).isFalse();
    assertThat(refusal.text())
        .contains("Set <compilerMemory> and <compilerCpus>")
        .doesNotContain("baseline");
  }

  @Test
  void namesNoParameterForWhatNoneSets() {
    String storage =
        AdmissionRefusal.of(
                POD + "failed quota: disk: must specify requests.ephemeral-storage for: wee")
            .text();
    assertThat(storage)
        .contains("requests.ephemeral-storage: have an administrator", "LimitRange with a default")
        .doesNotContain("Set ", "<compiler");
    String both =
        AdmissionRefusal.of(
                POD
                    + "failed quota: all: must specify limits.ephemeral-storage for: wee;"
                    + " limits.memory for: wee")
            .text();
    assertThat(both)
        .contains("Set <compilerMemory> or", "nothing of limits.ephemeral-storage:")
        .doesNotContain("<compilerCpus>", "nothing of limits.memory");
    for (String name : List.of("pods", "count/jobs.batch", "requests.nvidia.com/gpu")) {
      AdmissionRefusal none =
          AdmissionRefusal.of(
              POD
                  + "exceeded quota: small, requested: %1$s=1, used: %1$s=0, limited: %1$s=0"
                      .formatted(name));
      assertThat(none.queued()).isFalse();
      assertThat(none.text())
          .contains("changes the " + name + " of a Job: have an administrator raise the quota")
          .doesNotContain("Lower", "compilerMemory");
    }
    assertThat(
            AdmissionRefusal.of(
                    POD
                        + "minimum ephemeral-storage usage per Container is 1Gi.  No request is"
                        + " specified")
                .text())
        .contains("nothing of ephemeral-storage: have an administrator change the LimitRange")
        .doesNotContain("<compiler");
  }

  @Test
  void namesTheBoundsOfALimitRange() {
    assertThat(
            AdmissionRefusal.of(POD + "maximum memory usage per Container is 1Gi, but limit is 4Gi")
                .text())
        .contains("Set <compilerMemory>", "LimitRange")
        .doesNotContain("<compilerCpus>", "baseline");
  }

  @Test
  void namesAServiceAccountThatIsNotThere() {
    assertThat(
            AdmissionRefusal.of(
                    POD
                        + "error looking up service account ci/builds: serviceaccount"
                        + " \"builds\" not found")
                .text())
        .contains("<builderServiceAccount>")
        .doesNotContain("baseline");
  }
}
