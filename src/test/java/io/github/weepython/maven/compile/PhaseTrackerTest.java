package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.templates.Templates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PhaseTrackerTest {
  private final List<String> told = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  private final Progress progress =
      new Progress() {
        @Override
        public Step step(String name) {
          told.add(name);
          return new Step() {
            @Override
            public void update(long done, long total) {}

            @Override
            public void detail(String text) {
              told.add("  " + text);
            }

            @Override
            public void close() {}
          };
        }

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {
          told.add("warning: " + message);
        }
      };

  /** A script of two phases, with a line in the midst of each. */
  private PhaseTimes run(PhaseTimes last, int configure, int build) {
    try (PhaseTracker phases = new PhaseTracker(progress, () -> now, last)) {
      phases.hear("before any phase");
      phases.hear("##wee phase configure");
      now = now.plusSeconds(configure);
      phases.hear("##wee phase final build");
      now = now.plusSeconds(build / 2);
      phases.hear("gcc -c");
      now = now.plusSeconds(build - build / 2);
      return phases.taken();
    }
  }

  @Test
  void theFirstRunKnowsWhatIsDoneAndForHowLong() {
    run(PhaseTimes.NONE, 14, 120);

    assertThat(told).containsExactly("Compiling: configure", "Compiling: final build", "  60 s");
  }

  @Test
  void theNextRunEstimatesByIt() {
    PhaseTimes last = PhaseTimes.parse(run(PhaseTimes.NONE, 14, 120).text());
    told.clear();
    run(last, 10, 100);

    assertThat(told)
        .containsExactly(
            "Compiling: configure (about 14 s of 134 s left)",
            "Compiling: final build (about 120 s of 120 s left)",
            "  50 of about 120 s");
  }

  @Test
  void aPhaseThatWasNotThereHasNoEstimate() {
    run(PhaseTimes.parse("14 configure\n3 install\ndamaged\n"), 10, 100);

    assertThat(told)
        .containsExactly(
            "Compiling: configure (about 14 s of 17 s left)", "Compiling: final build", "  50 s");
  }

  @Test
  void warnsOfATrainingScriptThatEndedEarly() {
    try (PhaseTracker phases = new PhaseTracker(progress, () -> now, PhaseTimes.NONE)) {
      phases.hear("##wee phase training 10 of 11, 10_since_3.14");
      phases.hear("ModuleNotFoundError: No module named 'compression.zstd'");
      phases.hear(ended("/wee/training/10_since_3.14.py", 1));
      phases.hear(ended("-m test.regrtest --pgo test_array", 2));
    }

    assertThat(told)
        .filteredOn(each -> each.startsWith("warning: "))
        .singleElement()
        .asString()
        .contains("10_since_3.14.py ended with status 1 instead of 0", "traceback");
  }

  @Test
  void warnsOnceOfCountsThatDifferEachTime() {
    try (PhaseTracker phases = new PhaseTracker(progress, () -> now, PhaseTimes.NONE)) {
      String refused = said("personality\\(.*perror\\(\"(.*)\"\\)");
      phases.hear(refused + ": Operation not permitted");
      phases.hear(refused + ": Operation not permitted");
    }

    assertThat(told)
        .filteredOn(each -> each.startsWith("warning: "))
        .singleElement()
        .asString()
        .contains("mvn wee:train", "<profile>", "<compiler>namespaces</compiler>");
  }

  private static String ended(String training, int status) {
    return said("\\|\\| echo \"(training: .*)\"")
        .replace("$*", training)
        .replace("$?", Integer.toString(status));
  }

  /** What the script has to say there. */
  private static String said(String place) {
    Matcher found = Pattern.compile(place).matcher(Templates.text("compile/train.sh"));
    assertThat(found.find()).as(place).isTrue();
    return found.group(1);
  }
}
