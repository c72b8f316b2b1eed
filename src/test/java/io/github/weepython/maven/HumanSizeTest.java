package io.github.weepython.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HumanSizeTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void isTheSameInEveryLocale() {
    for (String tag : List.of("de-DE", "ar-EG", "tr-TR", "en-US")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(HumanSize.megabytes(15_480_000)).isEqualTo("15.5 MB");
      assertThat(HumanSize.preciseMegabytes(15_484_000)).isEqualTo("15.48 MB");
      assertThat(HumanSize.growth(-812_400)).isEqualTo("-812.4 kB");
      assertThat(HumanSize.growth(0)).isEqualTo("+0.0 kB");
      assertThat(HumanSize.gigabytes(4.24e9)).isEqualTo("4.2 GB");
    }
  }

  /** {@code formatted} takes the user's locale, in which 1.05 may be 1,05. */
  @Test
  void noFractionOfTheSourcesIsInTheUsersLocale() throws IOException {
    Pattern fraction = Pattern.compile("%[-+ 0,(]*\\d*(\\.\\d+)?f[^\"]*\"\\s*\\.formatted");
    List<Path> found = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : (Iterable<Path>) sources.filter(Files::isRegularFile)::iterator) {
        if (fraction.matcher(Files.readString(source)).find()) {
          found.add(source);
        }
      }
    }
    assertThat(found).isEmpty();
  }
}
