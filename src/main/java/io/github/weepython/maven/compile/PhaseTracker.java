package io.github.weepython.maven.compile;

import io.github.weepython.maven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a script's announcements into steps, with estimates from the last run. */
final class PhaseTracker implements AutoCloseable {
  private static final String PHASE = "##wee phase ";

  /** As templates/compile/train.sh says it of a script of wee's own. */
  private static final Pattern CUT_SHORT =
      Pattern.compile("training: /wee/training/(\\S+) ended with status (\\d+)");

  /** As the same script says it, before each program that it trains by. */
  private static final String RANDOM = "addresses stay random; profiles will differ";

  private final Progress progress;
  private final InstantSource clock;
  private final PhaseTimes last;
  private final List<PhaseTimes.Phase> taken = new ArrayList<>();
  private String name = "start";
  private Progress.Step step = Progress.Step.NONE;
  private Instant began;
  private boolean random;

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
      warnOfTraining(line);
      step.detail(elapsed() + last.seconds(name).map(s -> " of about " + s).orElse("") + " s");
    }
  }

  /** A profile is made all the same, and nobody would look into the log. */
  private void warnOfTraining(String line) {
    Matcher script = CUT_SHORT.matcher(line);
    if (script.matches()) {
      progress.warn(
          ("The training script %s ended with status %s instead of 0: the profile lacks the"
                  + " rest of the script, and the build continues. Its traceback is in the compile's"
                  + " log, in the folder of <output>.")
              .formatted(script.group(1), script.group(2)));
    }
    if (line.startsWith(RANDOM) && !random) {
      random = true;
      progress.warn(
          "Another training will give another profile, and so other bytes: with <sharedLibrary>,"
              + " the interpreter counts by the library's addresses, and the seccomp profile of the"
              + " container forbids personality(2), by which they would be the same each time. For the"
              + " same image each time, save a profile (mvn wee:train) and name it in <profile>, or"
              + " train by namespaces (<compiler>namespaces</compiler>).");
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
