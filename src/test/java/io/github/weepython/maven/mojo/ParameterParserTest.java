package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterParserTest {
  @Test
  void listsEachWordOnce() {
    assertThat(ParameterParser.list("wee, wee-optimized,wee"))
        .containsExactly("wee", "wee-optimized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", ""})
  void refusesWhatIsNeitherTrueNorFalse(String text) {
    assertThatThrownBy(() -> ParameterParser.flag("pip", text))
        .isInstanceOf(SpecException.class)
        .hasMessage("<pip> or -Dwee.pip is '%s'; it must be true or false.", text);
  }

  @Test
  void aSourceIsAFileOrAUrl() {
    assertThat(ParameterParser.location("a.tar.xz", Path::of))
        .isEqualTo(Path.of("a.tar.xz").toAbsolutePath().toUri());
    assertThat(ParameterParser.location("https://example.com/a.tar.xz", Path::of))
        .hasHost("example.com");
    assertThat(ParameterParser.location("my [a] 100%#1?.tar.xz", Path::of))
        .isEqualTo(Path.of("my [a] 100%#1?.tar.xz").toAbsolutePath().toUri());
    assertThat(ParameterParser.location("file://localhost/srv/a%20b.tar.xz", Path::of))
        .isEqualTo(Path.of("/srv/a b.tar.xz").toUri());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:a.tar.xz",
        "file://other/a.tar.xz",
        "file:///a.tar.xz#part",
        "file:///a%00.tar.xz",
        "https:///a.tar.xz",
        "https://h/a b",
        "mailto:me@example.com",
        "a\0b"
      })
  void refusesWhatIsNoPlaceOfASource(String text) {
    assertThatThrownBy(() -> ParameterParser.location(text, Path::of))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<source>");
  }

  @Test
  void aFolderIsAServersOrOnThisMachine() {
    assertThat(ParameterParser.url("upstream", " FILE:/srv/ftp ")).hasToString("file:///srv/ftp");
    assertThatThrownBy(() -> ParameterParser.url("upstream", "file:ftp"))
        .hasMessageContaining("<upstream> or -Dwee.upstream is 'file:ftp'")
        .hasMessageContaining("file:///srv/mirror");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1767225600", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"})
  void readsBothFormsOfATimestamp(String text) {
    assertThat(ParameterParser.created(text)).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "x"})
  void withoutATimestampItIsTheEpoch(String text) {
    assertThat(ParameterParser.created(text)).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void namesThePropertyOfWhatIsMissing(String text) {
    assertThatThrownBy(() -> ParameterParser.required("-Dwee.reference", text, "an image"))
        .isInstanceOf(SpecException.class)
        .hasMessage("-Dwee.reference is missing. Set it to an image.");
    assertThat(ParameterParser.required("-Dwee.reference", "a/b", "an image")).isEqualTo("a/b");
  }

  @Test
  void refusesATimestampThatIsNone() {
    assertThatThrownBy(() -> ParameterParser.created("yesterday"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("project.build.outputTimestamp is 'yesterday'");
  }
}
