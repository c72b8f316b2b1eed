package io.github.weepython.maven.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.kube.KubeException;
import io.github.weepython.maven.sandbox.SandboxException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {
  private long now = Long.MAX_VALUE - 1; // As System.nanoTime() may be.

  private ReconnectPolicy policy(Runnable check) {
    return new ReconnectPolicy("the cluster", check, () -> now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void countsFromTheFirstFailureAndNotFromTheBeginning() throws InterruptedException {
    ReconnectPolicy policy = policy(() -> {});
    pass(Duration.ofMinutes(10));
    policy.happened("cut");
    pass(Duration.ofSeconds(121));
    assertThatThrownBy(() -> policy.happened("cut again"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("to the cluster was lost")
        .hasMessageContaining("within 120 s: cut again.");
  }

  @Test
  void beginsAnewOnceTheConnectionWorks() throws InterruptedException {
    ReconnectPolicy policy = policy(() -> {});
    policy.happened("cut");
    pass(Duration.ofMinutes(1));
    policy.over();
    pass(Duration.ofMinutes(10));
    policy.happened("cut");
  }

  @Test
  void endsAtOnceWhereRetryingIsPointless() {
    ReconnectPolicy policy =
        policy(
            () -> {
              throw new KubeException("the pod is gone", new IllegalStateException());
            });
    assertThatThrownBy(() -> policy.happened("cut"))
        .isInstanceOf(KubeException.class)
        .hasMessage("the pod is gone");
  }
}
