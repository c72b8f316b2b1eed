package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildFailureTest {
  private static String message(List<String> lines) {
    BuildFailure failure = new BuildFailure("acme-1.0.tar.gz");
    lines.forEach(failure);
    return String.valueOf(failure.exception(1, "the last line").getMessage());
  }

  /** As shells, compilers, pip and Python print it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<urlopen error [Errno -3] Temporary failure in name resolution>"
            + "|wants the network (Temporary failure in name resolution)",
        "fatal: unable to access 'https://x/': Could not resolve host: x.example"
            + "|wants the network (Could not resolve host: x.example)",
        "error: command 'gcc' failed: No such file or directory|has no program gcc.",
        "unable to execute 'x86_64-linux-gnu-gcc': No such file or directory"
            + "|has no program x86_64-linux-gnu-gcc.",
        "gcc: fatal error: cannot execute 'cc1plus': execvp: No such file or directory"
            + "|no compiler for this language (cc1plus of gcc)",
        "FileNotFoundError: [Errno 2] No such file or directory: 'cmake'|has no program cmake.",
        "FileNotFoundError: [Errno 2] No such file or directory: 'R'|has no program R.",
        "/bin/sh: 1: pg_config: not found|has no program pg_config.",
        "bash: line 12: g++-14: command not found|has no program g++-14.",
        "error: can't find Rust compiler|has no Rust compiler.",
        "src/x.c:1:10: fatal error: openssl/ssl.h: No such file or directory"
            + "|has no header openssl/ssl.h.",
        "/usr/bin/ld: cannot find -lpq: No such file or directory|has no library libpq.",
        "/usr/bin/ld: cannot find -lstdc++|has no library libstdc++.",
        "Package 'libffi', required by 'virtual:world', not found|knows nothing of libffi in",
        "Package libffi was not found in the pkg-config search path.|knows nothing of libffi in",
        "ERROR: No matching distribution found for setuptools>=61|package setuptools>=61, which",
        "ModuleNotFoundError: No module named 'numpy.core'|module numpy.core, which",
        "ImportError: No module named Cython.Build|module Cython.Build, which"
      })
  void saysWhatIsMissing(String line, String said) {
    assertThat(message(List.of("building", line, "done"))).contains(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FileNotFoundError: [Errno 2] No such file or directory: 'README'",
        "FileNotFoundError: [Errno 2] No such file or directory: 'README.md'",
        "IOError: [Errno 2] No such file or directory: 'LICENSE_MIT'",
        "error: command 'gcc' failed with exit code 1",
        "checking for zlib... not found",
        "100 % done"
      })
  void saysNothingOfWhatItDoesNotKnow(String line) {
    assertThat(message(List.of(line)))
        .isEqualTo(
            "acme-1.0.tar.gz could not be built (start, status 1).%nThe last lines of its output:%n  the last line"
                .formatted());
  }

  @Test
  void theLikelierCauseCountsWhereverItStands() {
    String network = "getaddrinfo failed";
    String module = "ModuleNotFoundError: No module named 'numpy'";
    assertThat(message(List.of(network, module)))
        .contains("wants the network")
        .doesNotContain("numpy");
    assertThat(message(List.of(module, network)))
        .contains("wants the network")
        .doesNotContain("numpy");
  }

  @Test
  void whatAnEarlierStepLackedIsForgotten() {
    assertThat(
            message(
                List.of(
                    "wee: getting the requirements",
                    "getaddrinfo failed",
                    "wee: building",
                    "ModuleNotFoundError: No module named 'numpy'")))
        .contains("could not be built (building, status 1)", "module numpy")
        .doesNotContain("network");
  }
}
