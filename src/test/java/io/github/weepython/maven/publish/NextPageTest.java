package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextPageTest {
  private static final String PAGE = "/v2/team/a/tags/list?n=2";

  @ParameterizedTest
  @CsvSource({
    "/v2/team/a/tags/list?n=2&last=b,/v2/team/a/tags/list?n=2&last=b",
    "list?last=b,/v2/team/a/tags/list?last=b",
    "list?,/v2/team/a/tags/list?",
    "https://registry.example/v2/x?last=b,/v2/x?last=b",
    "@evil.example/v2/x,/v2/team/a/tags/@evil.example/v2/x",
    "//evil.example/v2/x,/v2/x"
  })
  void isOfTheSameRegistryWhateverTheLinkNames(String link, String path) {
    assertThat(NextPage.of(PAGE, List.of("<" + link + ">; rel=\"next\""))).contains(path);
  }

  @Test
  void isNotThereOnTheLastPage() {
    assertThat(NextPage.of(PAGE, List.of())).isEmpty();
    assertThat(NextPage.of(PAGE, List.of("</v2/a>; rel=\"prev\""))).isEmpty();
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThatThrownBy(() -> NextPage.of(PAGE, List.of("</a b\\c>; rel=next")))
        .isInstanceOf(PublishException.class)
        .hasMessageContainingAll(PAGE, "/a b\\c");
    assertThatThrownBy(() -> NextPage.of(PAGE, List.of("<mailto:a@b>; rel=next")))
        .isInstanceOf(PublishException.class);
  }
}
