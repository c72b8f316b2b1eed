package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SiteIndex;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockIndexesTest {
  private static final SiteIndex INDEX =
      new SiteIndex(URI.create("https://index.example/Team/simple/"));

  private static void check(String index) {
    LockIndexes.check("<lock>", "spam", index, List.of(INDEX));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://index.example/Team/simple/",
        "https://index.example/Team/simple",
        "HTTPS://Index.Example/Team/simple/"
      })
  void anIndexIsTheSameHoweverItsHostIsWritten(String index) {
    assertThatCode(() -> check(index)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://index.example/team/simple/",
        "https://index.example/Team/simple/more",
        "http://index.example/Team/simple/",
        "https://index.example:8443/Team/simple/",
        "not an address"
      })
  void anotherPathOrServerIsAnotherIndex(String index) {
    assertThatThrownBy(() -> check(index))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("takes 'spam' from the index " + index);
  }
}
