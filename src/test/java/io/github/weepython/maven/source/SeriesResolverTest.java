package io.github.weepython.maven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.PythonRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesResolverTest {
  @TempDir Path temp;

  private SourceRig rig() {
    return new SourceRig(
        temp,
        row("3.14.6"),
        row("3.14.7"),
        row("3.14.8"),
        row("3.15.0rc1"),
        row("3.15.0rc2"),
        row("3.16.0a1"));
  }

  private static String row(String version) {
    return version + " " + Digest.of(version).hex() + " debian";
  }

  private static String resolved(SourceRig rig, String request) throws IOException {
    return rig.series().resolve(PythonRequest.parse(request, false)).toString();
  }

  @Test
  void aFullVersionIsWhatItIs() throws IOException {
    assertThat(resolved(rig(), "3.14.6")).isEqualTo("3.14.6");
  }

  @Test
  void takesTheNewestReleaseThatCanBeHad() throws IOException {
    rig().pool("3.14.6", "3.14.6");
    rig().pool("3.14.7", "3.14.7");
    assertThat(resolved(rig(), "3.14")).isEqualTo("3.14.7");
  }

  @Test
  void passesOverAReleaseThatNobodyVouchesFor() throws IOException {
    rig().pool("3.14.7", "3.14.7");
    rig().pool("3.14.8", "tampered with");
    rig().upstream("3.14.9", "unknown and unsigned");
    assertThat(resolved(rig(), "3.14")).isEqualTo("3.14.7");
  }

  @Test
  void neverBecomesAPreReleaseUnlessAsked() throws IOException {
    rig().pool("3.15.0~rc1", "3.15.0rc1");
    rig().pool("3.15.0~rc2", "3.15.0rc2");
    assertThatThrownBy(() -> resolved(rig(), "3.15"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("No release of CPython 3.15 is available and verified")
        .hasMessageContaining("<python>3.15.0rc2</python>")
        .hasMessageContaining("-Dwee.preReleases");
    assertThat(rig().series().resolve(PythonRequest.parse("3.15", true))).hasToString("3.15.0rc2");
  }

  @Test
  void remembersWhatItBecameForADay() throws IOException {
    rig().pool("3.14.6", "3.14.6");
    assertThat(resolved(rig(), "3.14")).isEqualTo("3.14.6");
    rig().pool("3.14.7", "3.14.7");
    assertThat(resolved(rig().later(Duration.ofHours(23)), "3.14")).isEqualTo("3.14.6");
    assertThat(resolved(rig().later(Duration.ofHours(25)), "3.14")).isEqualTo("3.14.7");
  }

  @Test
  void looksAnewWhereMavenUpdates() throws IOException {
    rig().pool("3.14.6", "3.14.6");
    assertThat(resolved(rig(), "3.14")).isEqualTo("3.14.6");
    rig().pool("3.14.7", "3.14.7");
    assertThat(resolved(rig().refreshing(), "3.14")).isEqualTo("3.14.7");
  }

  @Test
  void offlineItStaysWhatItBecame() throws IOException {
    rig().pool("3.14.6", "3.14.6");
    assertThat(resolved(rig(), "3.14")).isEqualTo("3.14.6");
    SourceRig offline = rig().offline().refreshing().later(Duration.ofDays(99));
    assertThat(resolved(offline, "3.14")).isEqualTo("3.14.6");
  }

  @Test
  void offlineItTakesTheNewestOfTheCache() throws IOException {
    Path file = rig().pool("3.14.6", "3.14.6");
    rig().pool("3.14.7", "3.14.7");
    rig()
        .finder()
        .find(
            PythonRequest.parse("3.14.6", false).exact().orElseThrow(),
            new UserSource(Optional.empty(), Optional.empty(), false));
    Files.delete(file);
    assertThat(resolved(rig().offline(), "3.14")).isEqualTo("3.14.6");
  }

  @Test
  void offlineItSaysWhatIsMissing() {
    assertThatThrownBy(() -> resolved(rig().offline(), "3.14"))
        .hasMessageContaining("offline (-o), from the cache")
        .hasMessageContaining("run once without -o");
  }

  @Test
  void refusesASeriesThatIsNowhere() {
    assertThatThrownBy(() -> resolved(rig(), "3.99"))
        .hasMessageContaining("No release of CPython 3.99 is available and verified")
        .hasMessageContaining("3.99.0");
  }
}
