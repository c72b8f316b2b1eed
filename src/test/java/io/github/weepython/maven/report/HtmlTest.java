package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Locales;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 kB",
    "49, 0.0 kB",
    "1000, 1.0 kB",
    "999499, 999.5 kB",
    "999500, 1.00 MB",
    "16500000, 16.50 MB",
    "3000000000, 3000.00 MB"
  })
  void writesSizesAsPeopleDo(double bytes, String written) {
    assertThat(Html.size(bytes)).isEqualTo(written);
  }

  @Test
  void writesDifferencesWithTheirSign() {
    assertThat(Html.difference(0)).isEqualTo("same");
    assertThat(Html.difference(1500)).isEqualTo("+1.5 kB");
    assertThat(Html.difference(-2_000_000)).isEqualTo("\u22122.00 MB");
  }

  @Test
  void writesTheSameDigitsForEveryUser() throws Exception {
    assertThat(Locales.inArabic(() -> Html.size(1500) + Html.difference(-2e6)))
        .isEqualTo("1.5 kB\u22122.00 MB");
  }

  @Test
  void wordsAreNoMarkup() {
    assertThat(Html.text("<a href=\"x\"> & &lt;"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt; &amp; &amp;lt;");
  }

  @Test
  void figuresStandToTheRight() {
    assertThat(
            Html.row(
                List.of("16.50 MB", "+1.5 kB", "\u22121.5 kB", "same", "12", "6.4", "x 1.0 kB")))
        .isEqualTo(
            "<tr><td class=\"n\">16.50 MB</td><td class=\"n\">+1.5 kB</td>"
                + "<td class=\"n\">\u22121.5 kB</td><td class=\"n\">same</td>"
                + "<td class=\"n\">12</td><td>6.4</td><td>x 1.0 kB</td></tr>\n");
    assertThat(Html.table("a < b", List.of("x & y", ">z"), "rows"))
        .isEqualTo(
            "<table><caption>a &lt; b</caption><thead><th>x &amp; y</th><th class=\"n\">z</th>"
                + "</thead><tbody>\nrows</tbody></table>\n");
  }
}
