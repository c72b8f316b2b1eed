package io.github.weepython.maven.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputReaderTest {
  private static List<String> lines(String text, long most) throws IOException {
    List<String> lines = new ArrayList<>();
    new OutputReader(lines::add, most)
        .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return lines;
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "one, one",
    "one\\ntwo, one|two",
    "one\\n, one",
    "a\\r\\nb\\r, a|b",
    "\\n\\nx, ||x"
  })
  void tellsEachLineWithoutItsEnd(String text, String wanted) throws IOException {
    String real = text.replace("\\n", "\n").replace("\\r", "\r");
    assertThat(String.join("|", lines(real, 100))).isEqualTo(wanted);
  }

  @Test
  void tellsALineThatDoesNotEndInPieces() throws IOException {
    List<String> lines = lines("x".repeat(3 * OutputReader.LONGEST - 1) + "\nlast", 1 << 20);
    assertThat(lines).hasSize(4).last().isEqualTo("last");
    assertThat(lines.get(0)).hasSize(OutputReader.LONGEST);
    assertThat(lines.get(2)).hasSize(OutputReader.LONGEST - 1);
  }

  @Test
  void endsAJobThatPrintsWithoutEnd() {
    assertThatThrownBy(() -> lines("x\n".repeat(100_000), 10_000))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("it printed more than 10000 bytes");
  }

  @Test
  void losesNothingOfWhatWasPrinted() {
    Property.holds(
        100,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int n = random.nextInt(3000); n > 0; n--) {
            text.append(Property.any(random, "line\n", "\n", "é", "🐍", "a longer piece of text "));
          }
          String whole = text.toString();
          List<String> lines = lines(whole, Long.MAX_VALUE);
          assertThat(String.join("\n", lines) + (whole.endsWith("\n") ? "\n" : ""))
              .isEqualTo(whole);
        });
  }

  @Test
  void theTailHasTheLastLines() {
    LogTail tail = new LogTail(3);
    assertThat(tail.joined("|")).isEmpty();
    List.of("a", "b", "c", "d").forEach(tail);
    assertThat(tail.joined("|")).isEqualTo("b|c|d");
    tail.clear();
    assertThat(tail.joined("|")).isEmpty();
  }
}
