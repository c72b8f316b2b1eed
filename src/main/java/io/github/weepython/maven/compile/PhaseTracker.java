package io.github.weepython.maven.compile;

import io.github.weepython.maven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Turns a script's announcements into steps, with estimates from the last run. */
final class PhaseTracker implements AutoCloseable {
  private static final String PHASE = "##wee phase ";

  private final Progress progress;
  private final InstantSource clock;
  private final PhaseTimes last;
  private final List<PhaseTimes.Phase> taken = new ArrayList<>();
  private String name = "start";
  private Progress.Step step = Progress.Step.NONE;
  private Instant began;

  /**
   * @param last how long the same phases took before
   */
  PhaseTracker(Progress progress, InstantSource clock, PhaseTimes last) {
    this.progress = progress;
    this.clock = clock;
    this.last = last;
    this.began = clock.instant();
  }

  /** One line that the script printed. */
  void hear(String line) {
    if (line.startsWith(PHASE)) {
      end();
      name = line.substring(PHASE.length());
      began = clock.instant();
      step = progress.step("Compiling: " + name + estimate());
    } else {
      step.detail(elapsed() + last.seconds(name).map(s -> " of about " + s).orElse("") + " s");
    }
  }

  private String estimate() {
    return last.seconds(name)
        .map(seconds -> " (about %d s of %d s left)".formatted(seconds, last.left(name)))
        .orElse("");
  }

  /** The phase that was announced last. */
  String name() {
    return name;
  }

  /** How long each took, once the script has ended well. */
  PhaseTimes taken() {
    end();
    return new PhaseTimes(taken);
  }

  private void end() {
    if (step != Progress.Step.NONE) {
      taken.add(new PhaseTimes.Phase(name, elapsed()));
    }
    close();
  }

  private long elapsed() {
    return Duration.between(began, clock.instant()).toSeconds();
  }

  @Override
  public void close() {
    step.close();
    step = Progress.Step.NONE;
  }
}
