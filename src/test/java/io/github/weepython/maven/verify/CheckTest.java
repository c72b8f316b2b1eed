package io.github.weepython.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {
  @Test
  void readsWhatTheScriptInTheImagePrints() {
    assertThat(Check.parse("##wee check\timports\tssl\tfailed\t0.125\tone\\ntwo"))
        .contains(new Check("imports", "ssl", Check.Outcome.FAILED, 0.125, "one\ntwo"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "## wee check", "  ##wee check\ta\tb\tpassed\t0\t"})
  void takesAnyOtherLineForAProgramsOwn(String line) {
    assertThat(Check.parse(line)).isEmpty();
  }

  /** By verify.py's own function: bad escapes and Windows' paths are full of backslashes. */
  @Test
  void givesBackAnyMessageThatTheScriptEscaped() {
    Property.holds(
        200,
        random -> {
          StringBuilder message = new StringBuilder();
          for (int n = random.nextInt(12); n > 0; n--) {
            message.append(Property.any(random, "\\", "n", "\n", "new", "\\\\", "é", " ", "C:\\n"));
          }
          String escaped = message.toString().replace("\\", "\\\\").replace("\n", "\\n");
          assertThat(
                  Check.parse("##wee check\tg\tn\tpassed\t0\t" + escaped).orElseThrow().message())
              .isEqualTo(message.toString());
        });
  }

  @Test
  void theScriptEscapesInThisWay() throws IOException {
    assertThat(Path.of("templates/verify/verify.py"))
        .content(StandardCharsets.UTF_8)
        .contains(
            "message.replace(\"\\\\\", \"\\\\\\\\\").replace(\"\\n\", \"\\\\n\")"
                .replace("\n", "\\n"));
  }

  @Test
  void countsOutcomesInWords() {
    Checks checks =
        new Checks(
            "python:3.13.5",
            List.of(
                Check.passed("a", "b"),
                Check.failed("a", "c", "x"),
                new Check("a", "d", Check.Outcome.SKIPPED, 0, "y")));
    assertThat(checks.summary()).isEqualTo("python:3.13.5: 1 checks passed, 1 skipped, 1 failed");
    assertThat(checks.of(Check.Outcome.FAILED)).extracting(Check::name).containsExactly("c");
  }
}
