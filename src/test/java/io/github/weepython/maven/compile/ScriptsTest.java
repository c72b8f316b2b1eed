package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.BuildOptions;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Optimization;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real scripts of templates/compile. */
class ScriptsTest {
  private static final ProfileIdentity IDENTITY =
      new ProfileIdentity("3.13.5", "aa", "linux/amd64", "gcc-14 14.2.0-19", "bb", "wee cc");

  /** Signals 32 and 33, which glibc keeps for itself and Python can't ask for. */
  private static final long OF_THE_C_LIBRARY = 3L << 31;

  @TempDir Path folder;

  private static Scripts scripts(String architecture, Optimization optimization)
      throws IOException {
    return scripts(PythonVersion.parse("3.13.5"), architecture, optimization);
  }

  private static Scripts scripts(
      PythonVersion python, String architecture, Optimization optimization) throws IOException {
    Path templates = Path.of("templates/compile");
    return new Scripts(
        new Scripts.Templates(
            Files.readString(templates.resolve("configure.sh")),
            Files.readString(templates.resolve("train.sh"))
                .replace("@files@", Files.readString(templates.resolve("files.c")))
                .replace("@memory@", Files.readString(templates.resolve("memory.c"))),
            Files.readString(templates.resolve("cpython.sh")),
            Files.readString(templates.resolve("finish.sh"))
                .replace("@folders@", Files.readString(templates.resolve("folders.py"))),
            Files.readString(templates.resolve("symbols.sh"))),
        python,
        Platform.host(architecture),
        optimization,
        BuildOptions.NONE);
  }

  private void isAScript(String text) throws Exception {
    assertThat(text).doesNotContainPattern("=@|'@|\"@|@'|python@");
    Path file = Files.writeString(folder.resolve("script.sh"), text);
    Process shell = new ProcessBuilder("sh", "-n", file.toString()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void buildsEachFlavourByAScriptWithEveryValueFilledIn(Flavour flavour) throws Exception {
    String script = scripts("amd64", Optimization.DEFAULT).building(flavour);

    isAScript(script);
    assertThat(script)
        .contains("pgo=" + (flavour.pgo() ? "yes" : "no"))
        .contains("lto=" + (flavour.lto() ? "yes" : "no"))
        .contains("/usr/local/lib/python3.13");
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void takesDebugSymbolsOfTheSameBuildWithThemInIt(Flavour flavour) throws Exception {
    Scripts scripts = scripts("amd64", Optimization.DEFAULT);
    String script = scripts.symbols(flavour);

    isAScript(script);
    String building = scripts.building(flavour);
    int finish = building.indexOf("library=/usr/local/lib/python3.13");
    assertThat(script.replace("own=' -g'", "own=''")).startsWith(building.substring(0, finish));
    assertThat(building).doesNotContain(" -g'");
  }

  @Test
  void stripsTheSharedLibraryWhereThereIsOne() throws Exception {
    Optimization shared = new Optimization(true, false, true, Optional.empty(), Optional.empty());

    assertThat(scripts("amd64", shared).building(Flavour.WEE))
        .contains("-name 'python3.13' -o -name 'libpython*.so.*' \\)");
    assertThat(scripts("amd64", Optimization.DEFAULT).building(Flavour.WEE))
        .contains("-name 'python3.13' \\)")
        .doesNotContain("libpython*.so.*'");
  }

  @Test
  void trainsOnTheWorkloadAloneWhereNothingElseIsWanted() throws Exception {
    String script = scripts("amd64", Optimization.DEFAULT).training(IDENTITY, false);

    isAScript(script);
    assertThat(script).contains("own_training=no");
  }

  @Test
  void compilesForAnotherProcessorByItsToolsAndAnInterpreterOfThisOne() throws Exception {
    String cross = Files.readString(Path.of("templates/compile/cross.sh"));
    Scripts plain = scripts("aarch64", Optimization.DEFAULT);
    String script =
        plain.from(new Scripts.Cross(cross, Platform.host("amd64"))).building(Flavour.WEE);

    isAScript(script);
    assertThat(script)
        .contains("--build=x86_64-linux-gnu --host=aarch64-linux-gnu", "CC=aarch64-linux-gnu-gcc")
        .contains("python=$build_python/bin/python3.13", "-exec aarch64-linux-gnu-strip")
        .doesNotContainPattern("@[a-z]+[A-Z]?[a-z]*@");
    assertThat(plain.building(Flavour.WEE)).doesNotContain("build_python", "-gnu-");
  }

  /** What ran otherwise counted a signal that is ignored in the background, as in a pod. */
  @Test
  void runsTheInterpreterByTheProgramThatFixesItsSurroundingsOnceItCounts() throws Exception {
    String script = scripts("amd64", Optimization.DEFAULT).training(IDENTITY, true);

    String counting = script.substring(script.indexOf("-name '*.gcda' -delete"));
    assertThat(counting).contains("run \"$script\"").doesNotContain("./python");
    assertThat(counting.lines().filter(line -> line.contains("/usr/src/python/python")))
        .allMatch(line -> line.contains("/tmp/fixed"));
  }

  @Test
  void trainsByAScriptThatSaysWhatTheProfileIsMadeOf() throws Exception {
    String script = scripts("aarch64", Optimization.DEFAULT).training(IDENTITY, true);

    isAScript(script);
    assertThat(script)
        .contains("\nsource aa\n")
        .contains("compiler gcc-14 14.2.0-19")
        .contains("-mbranch-protection=standard")
        .doesNotContain("-mno-omit-leaf-frame-pointer");
  }

  @Test
  void asksTheScriptForWhatTheUserAskedFor() throws Exception {
    Optimization optimization =
        new Optimization(false, true, true, Optional.of("x86-64-v3"), Optional.empty());

    assertThat(scripts("amd64", optimization).configuring())
        .contains("hardening=no\n", "frame_pointers=yes\n", "shared_library=yes\n")
        .contains("march='x86-64-v3'\n");
  }

  @Test
  void turnsFramePointersOffWhereConfigureHasThemByItself() throws IOException {
    assertThat(configuring("3.14.7", false)).doesNotContain("--without-frame-pointers");
    assertThat(configuring("3.15.0rc2", false)).contains("ucs4 --without-frame-pointers\n");
    assertThat(configuring("3.15.0rc2", true)).doesNotContain("--without-frame-pointers");
  }

  @Test
  void leavesTheGlobalLockOutOnRequest() throws Exception {
    Optimization free =
        new Optimization(true, false, false, true, Optional.empty(), Optional.empty());
    String script = scripts(PythonVersion.parse("3.14.7"), "amd64", free).building(Flavour.WEE);

    isAScript(script);
    assertThat(script)
        .contains("ucs4 --disable-gil\n")
        .contains("library=/usr/local/lib/python3.14t\n", "/bin/python3.14t\n");
    assertThat(configuring("3.14.7", false)).doesNotContain("--disable-gil");
  }

  /** Python counts the signals that are ignored, and so would a profile. */
  @Test
  void trainsWithTheSameSignalsWhoeverStartedIt() throws Exception {
    String ignored =
        said(
            "sh", "-c", "trap '' HUP QUIT PIPE; exec " + starter() + " /bin/cat /proc/self/status");
    long signals =
        Long.parseUnsignedLong(ignored.replaceFirst("(?s).*SigIgn:\\s(\\w+).*", "$1"), 16);
    assertThat(signals & ~OF_THE_C_LIBRARY).isZero();
  }

  /** Python makes an object of each variable. */
  @Test
  void trainsWithTheSameVariablesInEveryEngine() throws Exception {
    String added = "HOSTNAME=wee container=podman TERM=xterm JOBS=16 OLDPWD=/ ";
    String own = "HOME=/tmp PATH=/bin PYTHONPATH=/tmp/library TZ=UTC ";
    String all = said("sh", "-c", "exec env -i " + added + own + starter() + " /usr/bin/env");
    assertThat(all.lines().filter(each -> each.matches("\\w+=.*")))
        .containsExactly(
            "HOME=/tmp",
            "PATH=/bin",
            "PYTHONPATH=/tmp/library",
            "TZ=UTC",
            "LD_PRELOAD=/tmp/held.so");
  }

  /** What starts each interpreter that trains. */
  private Path starter() throws Exception {
    String script = scripts("amd64", Optimization.DEFAULT).training(IDENTITY, true);
    String program = script.replaceFirst("(?s).*fixed[.]c <<'C'\n(.*?\n)C\n.*", "$1");
    Path source = Files.writeString(folder.resolve("fixed.c"), program);
    Path fixed = folder.resolve("fixed");
    assertThat(said("gcc", "-Wall", "-Werror", "-o", fixed.toString(), source.toString()))
        .isEmpty();
    return fixed;
  }

  private static String said(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static String configuring(String python, boolean framePointers) throws IOException {
    Optimization optimization =
        new Optimization(true, framePointers, false, Optional.empty(), Optional.empty());
    return scripts(PythonVersion.parse(python), "amd64", optimization).configuring();
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void hasCtypesLookIntoFoldersWhereNoToolCanBeAsked(Flavour flavour) throws IOException {
    assertThat(scripts("amd64", Optimization.DEFAULT).building(flavour))
        .containsSubsequence(
            "ctypes/_folders.py", "def find(name):", "_find_by_tools", "phase 'byte-compiling'");
  }
}
