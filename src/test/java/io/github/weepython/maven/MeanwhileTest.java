package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MeanwhileTest {
  @Test
  void goesOnBesideTheCaller() {
    CountDownLatch said = new CountDownLatch(1);
    try (Meanwhile<String> work =
        Meanwhile.start(
            () -> {
              await(said);
              return "done";
            })) {
      said.countDown();
      assertThat(work.get()).isEqualTo("done");
    }
  }

  @Test
  void throwsWhatTheWorkThrew() {
    IllegalStateException failure = new IllegalStateException("no such suite");
    try (Meanwhile<String> work =
        Meanwhile.start(
            () -> {
              throw failure;
            })) {
      assertThatThrownBy(work::get).isSameAs(failure);
    }
  }

  @Test
  void closingWaitsForTheEndWhateverItIs() {
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch closing = new CountDownLatch(1);
    Meanwhile<String> work =
        Meanwhile.start(
            () -> {
              await(closing);
              ended.set(true);
              throw new IllegalStateException("told by get() alone");
            });
    closing.countDown();
    work.close();
    assertThat(ended).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
