package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeListTest {
  private static final List<String> CHANGES = List.of("up gcc_x 1~a -> 2 <b>");

  @Test
  void isTextMarkdownOrHtmlByTheNameOfItsFile() {
    assertThat(ChangeList.forFile("a.txt").of("Changes", CHANGES))
        .isEqualTo("Changes\nup gcc_x 1~a -> 2 <b>\n");
    assertThat(ChangeList.forFile("notes/A.MD").of("Changes", CHANGES))
        .isEqualTo("## Changes\n\n- up gcc\\_x 1\\~a -\\> 2 \\<b\\>\n");
    assertThat(ChangeList.forFile("a.html").of("Changes", CHANGES))
        .contains("<li>up gcc_x 1~a -&gt; 2 &lt;b&gt;</li>");
  }

  @Test
  void saysThatNothingHasChanged() {
    assertThat(ChangeList.MARKDOWN.of("Changes", List.of())).endsWith("- Nothing has changed.\n");
  }
}
