package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A relative path leads from the pom's folder, wherever Maven was started (mvn -f, a reactor). */
class ProjectPathsTest {
  private static final String PATCH =
      """
      --- a/README.rst
      +++ b/README.rst
      @@ -1 +1 @@
      -old
      +new
      """;

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<patch>patches/one.patch</patch>",
        "<patch><file>patches/one.patch</file></patch>"
      })
  void ofAPatch(String patch) throws Exception {
    Files.createDirectories(dir.resolve("patches"));
    Files.writeString(dir.resolve("patches/one.patch"), PATCH);
    BuildMojo mojo = ConfiguredGoal.of(BuildMojo.class, dir, "<patches>" + patch + "</patches>");
    assertThat(mojo.recipe().patches()).hasSize(1);
    BuildMojo told =
        ConfiguredGoal.of(BuildMojo.class, dir, "", Map.of("wee.patches", "patches/one.patch"));
    assertThat(told.recipe().patches()).hasSize(1);
  }

  @Test
  void ofASourceAndATracker() throws Exception {
    BuildMojo mojo =
        ConfiguredGoal.of(
            BuildMojo.class,
            dir,
            "<source>python.tar.xz</source><securityTracker>tracker.json</securityTracker>");
    assertThat(mojo.userSource().location()).contains(dir.resolve("python.tar.xz").toUri());
    assertThat(mojo.securityTracker()).contains(dir.resolve("tracker.json").toUri());
  }

  @Test
  void ofWhatIsCompared() throws Exception {
    DiffMojo mojo =
        ConfiguredGoal.of(
            DiffMojo.class, dir, "", Map.of("wee.diff.from", "a.lock", "wee.diff.to", "b.lock"));
    assertThatThrownBy(mojo::run).hasMessageContaining(dir.resolve("a.lock").toString());
  }
}
