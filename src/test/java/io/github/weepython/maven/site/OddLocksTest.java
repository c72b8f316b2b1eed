package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PEP 751 lets a lock say, and hardly any locker writes. */
class OddLocksTest {
  private static final String HASH = "c".repeat(64);

  private static final String ODD =
      """
      # Tables in every way that TOML has.
      lock-version = '1.0'
      environments = [
          "sys_platform == 'linux' and platform_machine in 'x86_64 aarch64'",
          "sys_platform == 'darwin'",
      ]
      requires-python = ">=3.9, != 3.13.4, <4"
      extras = ["fast", 'Colour_Output']
      dependency-groups = ["dev", "default"]
      default-groups = ["default"]
      created-by = 'a test'

      [[packages]]
      name = "forked"
      version = "1.0"
      marker = "python_version < '3.13' and 'linux' in sys_platform"
      requires-python = "<3.13"
      wheels = [{ url = "https://files.example/forked-1.0-py3-none-any.whl", hashes = { sha256 = "%1$s" } }]

      [[packages]]
      name = "forked"
      version = "2!1.0.post3"
      marker = 'python_full_version >= "3.13" and not_evaluated not in "no"'
      [[packages.wheels]]
      url = "https://files.example/forked-2%%211.0.post3-py3-none-any.whl?token=a%%2Fb"
      upload-time = 2026-01-02T03:04:05.678+01:00
      size = 10
      [packages.wheels.hashes]
      sha512 = "not looked at"
      sha256 = "%1$s"

      [[packages]]
      name = "attested"
      version = "1.0+local.1"
      dependencies = [{ name = "forked" }]
      marker = "'default' in dependency_groups and 'dev' not in dependency_groups"
      attestation-identities = [{ kind = "GitHub", repository = "a/b", workflow = "w.yml" }]
      wheels = [
        { name = "attested-1.0+local.1-1b-py3-none-any.whl", url = "https://files.example/x/y", hashes = { "sha256" = "%1$s" } },
        { url = "https://files.example/attested-1.0%%2Blocal.1-2-py3-none-any.whl", hashes.sha256 = "%1$s" },
      ]
      [packages.tool.locker]
      anything = [1, "two", { three = 3 }]

      [[packages]]
      name = "coloured"
      version = "1.0rc1"
      marker = "('colour-output' in extras)"
      sdist = { path = "sources/coloured-1.0rc1.zip", hashes = { sha256 = "%1$s" }, upload-time = 2026-01-02T03:04:05Z }

      [[packages]]
      name = "archived"
      archive = { url = "https://forge.example/a/archive/abc.tar.gz", subdirectory = "python/", size = 3, hashes = { sha256 = "%1$s" } }

      [[packages]]
      name = "work"
      marker = "'dev' in dependency_groups"
      vcs = { type = "git", path = "../work", requested-revision = "main", commit-id = "abc" }

      [[packages]]
      name = "here"
      marker = "'fast' in extras"
      directory = { path = "../here", editable = true }
      """;

  @TempDir Path dir;

  private List<ChosenPackage> choose(
      String lock, List<String> extras, Optional<List<String>> groups) throws IOException {
    Path file = Files.writeString(dir.resolve("pylock.odd.toml"), lock.formatted(HASH));
    WheelTarget target = new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);
    return PyLock.read("<lock>", file, target, List.of()).choose(extras, groups).packages();
  }

  private static final String EVALUABLE = ODD.replace(" and not_evaluated not in \"no\"", "");

  @Test
  void takesOfEachProjectTheEntryWhoseMarkerHolds() throws IOException {
    assertThat(choose(EVALUABLE, List.of("colour.output"), Optional.empty()))
        .extracting(
            chosen -> chosen.project() + " " + chosen.version() + " " + chosen.download().name())
        .containsExactly(
            "archived  abc.tar.gz",
            "attested 1.0+local.1 attested-1.0+local.1-2-py3-none-any.whl",
            "coloured 1.0rc1 coloured-1.0rc1.zip",
            "forked 2!1.0.post3 forked-2!1.0.post3-py3-none-any.whl");
  }

  @Test
  void namesWhoseMarkerCannotBeEvaluated() {
    assertThatThrownBy(() -> choose(ODD, List.of(), Optional.empty()))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("'forked' of <lock> " + dir.resolve("pylock.odd.toml"))
        .hasMessageContaining("there is no variable 'not_evaluated'");
  }

  @Test
  void namesTheEnvironmentThatCannotBeEvaluated() {
    assertThatThrownBy(
            () ->
                choose(
                    EVALUABLE.replace("platform == 'linux'", "platform ="),
                    List.of(),
                    Optional.empty()))
        .hasMessageContaining("environments of <lock>");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "fast,,'here' of <lock>,whose content no lock fixes",
        ",dev,'work' of <lock>,it comes from the repository ../work"
      })
  void saysWhatOfItIsNotFixed(String extra, String group, String whose, String why) {
    assertThatThrownBy(
            () ->
                choose(
                    EVALUABLE,
                    Optional.ofNullable(extra).stream().toList(),
                    Optional.ofNullable(group).map(List::of)))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining(whose)
        .hasMessageContaining(why);
  }

  /** PEP 751: either will do where both are there. */
  @Test
  void takesThePathBesideTheLockOrElseTheUrl() throws IOException {
    String both =
        """
        lock-version = "1.0"
        [[packages]]
        name = "both"
        wheels = [{ path = "kept/both-1-py3-none-any.whl", url = "https://files.example/both-1-py3-none-any.whl", hashes = { sha256 = "%s" } }]
        """;
    assertThat(choose(both, List.of(), Optional.empty()).get(0).download().uris())
        .extracting(Object::toString)
        .containsExactly("https://files.example/both-1-py3-none-any.whl");

    Path kept = Files.createDirectories(dir.resolve("kept")).resolve("both-1-py3-none-any.whl");
    Files.writeString(kept, "");
    assertThat(choose(both, List.of(), Optional.empty()).get(0).download().uris())
        .containsExactly(kept.toUri());
  }
}
