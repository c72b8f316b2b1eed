package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved profiles, packed by the tar and xz that the training packs them with. */
class ProfileTest {
  private static final ProfileIdentity WANTED = identity("aa", "14.2.0-19");

  @TempDir Path folder;
  private Path file;

  private static ProfileIdentity identity(String source, String compiler) {
    return new ProfileIdentity(
        "3.13.5", source, "linux/amd64", "gcc-14 " + compiler, "hardening=true bb", "wee cc");
  }

  @BeforeEach
  void pack() throws Exception {
    file = folder.resolve("python.profile");
    Files.writeString(folder.resolve("wee-profile"), identity("aa", "14.2.0-19").text() + "\n");
    Files.writeString(folder.resolve("ceval.gcda"), "counts");
    sh("tar -cJf python.profile wee-profile ceval.gcda");
  }

  private void sh(String command) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void takesAProfileOfTheSameSourceCompilerAndFlags() {
    assertThatCode(() -> WANTED.check("f", ProfileFile.identity(file))).doesNotThrowAnyException();
  }

  @Test
  void takesAProfileOfAnotherTraining() {
    String own = WANTED.text().replace("wee cc", "wee cc, workload dd");

    assertThatCode(() -> WANTED.check("f", own)).doesNotThrowAnyException();
  }

  @Test
  void refusesAProfileOfAnotherCompilerAndSaysBoth() {
    assertThatThrownBy(
            () -> identity("aa", "14.3.0-1").check("python.profile", ProfileFile.identity(file)))
        .isInstanceOf(CompileException.class)
        .hasMessage(
            """
            The profile python.profile does not fit this build:
              wanted: compiler gcc-14 14.3.0-1
              found:  compiler gcc-14 14.2.0-19
            Make a new one with wee:train, or leave <profile> (-Dwee.profile) out.\
            """);
  }

  @Test
  void refusesAProfileThatSaysNothingOfItself() throws Exception {
    sh("tar -cJf python.profile ceval.gcda");

    assertThatThrownBy(() -> WANTED.check("f", ProfileFile.identity(file)))
        .hasMessageContaining("wanted: source aa\n  found:  nothing");
  }

  @Test
  void refusesWhatIsNoProfile() throws Exception {
    Files.writeString(file, "text");

    assertThatThrownBy(() -> ProfileFile.identity(file))
        .hasMessageStartingWith(file + " is not a profile that wee:train wrote");
  }

  @Test
  void saysHowToMakeAMissingProfile() {
    assertThatThrownBy(() -> ProfileFile.identity(folder.resolve("none")))
        .hasMessage(
            "No profile " + folder.resolve("none") + ". Make it with wee:train, or see <profile>.");
  }
}
