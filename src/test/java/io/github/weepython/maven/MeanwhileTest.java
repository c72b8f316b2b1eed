package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void closingInterruptsLongWorkThatNobodyHasWaitedFor() {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Meanwhile<String> work =
        Meanwhile.startLong(
            "long",
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
              throw new IllegalStateException("told by get() alone");
            });
    await(begun);
    work.close();
    assertThat(interrupted).isTrue();
  }

  @Test
  void longWorkThatWasWaitedForIsNotInterrupted() {
    try (Meanwhile<Boolean> work =
        Meanwhile.startLong("long", () -> Thread.currentThread().isInterrupted())) {
      assertThat(work.get()).isFalse();
    }
  }

  @Test
  void workForLaterBeginsWhenItIsWaitedForAndOnce() {
    AtomicInteger times = new AtomicInteger();
    try (Meanwhile<Integer> work = Meanwhile.later(times::incrementAndGet)) {
      assertThat(times).hasValue(0);
      assertThat(work.get()).isEqualTo(1);
      assertThat(work.get()).isEqualTo(1);
    }
    assertThat(times).hasValue(1);
  }

  @Test
  void workForLaterThatNobodyWaitedForIsNotDone() {
    AtomicInteger times = new AtomicInteger();
    Meanwhile.later(times::incrementAndGet).close();
    assertThat(times).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
