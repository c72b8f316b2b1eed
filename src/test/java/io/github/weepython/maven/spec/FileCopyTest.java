package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileCopyTest {
  @TempDir Path from;

  private FileCopy to(String place) {
    return FileCopy.parse(from, place, "0", Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "/app, /app",
    "/app//, /app",
    "/a.b/..c/...d, /a.b/..c/...d",
    "/binary/x, /binary/x",
    "/usr/bin/x, /usr/bin/x",
    "/var/tmpl, /var/tmpl"
  })
  void takesAbsolutePlaces(String written, String place) {
    assertThat(to(written).to()).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app",
        "/",
        "///",
        "/.",
        "/..",
        "/app/../bin",
        "/app/./x",
        "/app/..",
        "//app",
        "//bin/x",
        "/app//x",
        "/app\n/../../x"
      })
  void refusesWhatIsNoPlaceInTheImage(String place) {
    assertThatThrownBy(() -> to(place))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<to> must be an absolute path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin", "/bin/x", "/sbin/x", "/lib/x", "/lib64/x"})
  void refusesLinksOfDebian(String place) {
    assertThatThrownBy(() -> to(place))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("which is a link in Debian. Write /usr" + place + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/x", "/sys", "/dev/x", "/run/app.sock", "/tmp/x", "/var/tmp/x"})
  void refusesWhereContainersMountSomething(String place) {
    assertThatThrownBy(() -> to(place))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("where containers mount something else");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> FileCopy.parse(from.resolve("none"), "/app", "0", Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<files> copies " + from.resolve("none"));
  }

  @Test
  void readsOwnersAndModes() {
    FileCopy copy = FileCopy.parse(from, "/app", "65532:100", Optional.of("4750"));
    assertThat(copy.uid()).isEqualTo(65532);
    assertThat(copy.gid()).isEqualTo(100);
    assertThat(copy.mode()).contains(04750);
    FileCopy alone = FileCopy.parse(from, "/app", "7", Optional.of("640"));
    assertThat(alone.gid()).isEqualTo(7);
    assertThat(alone.mode()).contains(0640);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "root", "1:", ":1", "-1", "1:2:3", "1234567890", "\u0661"})
  void refusesOtherOwners(String owner) {
    assertThatThrownBy(() -> FileCopy.parse(from, "/app", owner, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is not an <owner> of <files>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0888", "u+x", "75", "077777", "0o755"})
  void refusesOtherModes(String mode) {
    assertThatThrownBy(() -> FileCopy.parse(from, "/app", "0", Optional.of(mode)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is not a <mode> of <files>");
  }
}
