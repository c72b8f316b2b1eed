package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** make_all of templates/compile/configure.sh, by this machine's make and what CPython's says. */
class UnbuiltModulesIT {
  @TempDir Path folder;
  private String said = "";
  private String script = "";

  @BeforeEach
  void script() throws Exception {
    String all = Files.readString(Path.of("templates/compile/configure.sh"));
    Matcher made =
        Pattern.compile("(?ms)^make_quietly\\(\\).*?^make_all\\(\\) \\{.*?^}$").matcher(all);
    assertThat(made.find()).isTrue();
    script =
        "set -eu\nJOBS=1\nposition=P=1\n"
            + made.group().replace("/tmp/", folder + "/")
            + "\nmake_all X=2\necho installed\n";
  }

  private int make(String... lines) throws Exception {
    String recipe = "build_all:\n\t@echo $(P)$(X)\n\t" + String.join("\n\t", lines) + "\n";
    Files.writeString(folder.resolve("Makefile"), recipe);
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    said = new String(shell.getInputStream().readAllBytes());
    return shell.waitFor();
  }

  @Test
  void nothingIsInstalledOfABuildThatLacksAModule() throws Exception {
    // setup.py of 3.9, where one module could not be built, and where one could not be imported.
    assertThat(make("@echo 'Failed to build these modules:'", "@echo '_decimal      '"))
        .isNotZero();
    assertThat(said).contains("_decimal", "could not be built").doesNotContain("installed");
    assertThat(
            make(
                "@echo 'Following modules built successfully but were removed because they could"
                    + " not be imported:'",
                "@echo 'math'"))
        .isNotZero();
    assertThat(said).contains("math").doesNotContain("installed");
  }

  @Test
  void modulesThatWantWhatNoImageHasAreNoFailure() throws Exception {
    assertThat(
            make(
                "@echo 'The necessary bits to build these optional modules were not found:'",
                "@echo '_dbm                  _gdbm                 _tkinter'",
                "@echo 'The following modules found by detect_modules() in setup.py, have been'"))
        .isZero();
    assertThat(said).startsWith("12\n").endsWith("installed\n");
  }

  @Test
  void aBuildThatFailsFails() throws Exception {
    assertThat(make("@echo 'no such header' >&2", "@false")).isNotZero();
    assertThat(said).contains("no such header").doesNotContain("installed");
  }
}
