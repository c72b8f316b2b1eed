package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildOptionsTest {
  @Test
  void takesOptionsThatWeeDoesNotSetItself() {
    BuildOptions options =
        new BuildOptions(
            BuildOptions.words(" --without-doc-strings\n --with-hash-algorithm=fnv "),
            BuildOptions.words("-fno-plt -DWITHOUT_THIS=1"));
    assertThat(options.configureArgs())
        .containsExactly("--without-doc-strings", "--with-hash-algorithm=fnv");
    assertThat(options.cflags()).containsExactly("-fno-plt", "-DWITHOUT_THIS=1");
    assertThat(BuildOptions.quoted(options.configureArgs()))
        .isEqualTo("'--without-doc-strings' '--with-hash-algorithm=fnv'");
  }

  @ParameterizedTest
  @CsvSource({
    "--enable-optimizations, <flavour>",
    "--with-lto=thin, <flavour>",
    "--without-lto, <flavour>",
    "--enable-bolt, <flavour>",
    "--enable-shared, <sharedLibrary>",
    "--disable-gil, <freeThreading>",
    "--without-frame-pointers, <framePointers>",
    "--with-ensurepip=upgrade, <pip>",
    "--prefix=/opt, /usr/local",
    "--libdir=/opt/lib, /usr/local",
    "--host=aarch64-linux-gnu, <platforms>",
  })
  void refusesConfigureOptionsThatContradictAFlavour(String option, String fix) {
    assertThatThrownBy(() -> new BuildOptions(List.of(option), List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<configureArgs> or -Dwee.configureArgs has " + option)
        .hasMessageContaining(fix);
  }

  @ParameterizedTest
  @CsvSource({
    "-flto, <flavour>",
    "-fprofile-use=x, <flavour>",
    "-Os, -O3",
    "-march=native, <march>",
    "-fno-omit-frame-pointer, <framePointers>",
    "-fPIC, wee sets it",
  })
  void refusesFlagsThatContradictAFlavour(String flag, String fix) {
    assertThatThrownBy(() -> new BuildOptions(List.of(), List.of(flag)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<cflags> or -Dwee.cflags has " + flag)
        .hasMessageContaining(fix);
  }

  @ParameterizedTest
  @ValueSource(strings = {"O2", "-D'a'", "-D$(id)", "-Dx=`id`", "-Dx;id", "-D@lto@"})
  void refusesWhatAShellWouldReadOtherwise(String flag) {
    assertThatThrownBy(() -> new BuildOptions(List.of(), List.of(flag)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("which is not an option");
  }

  @Test
  void namesCflagsWhereAFlagStandsAmongConfiguresOptions() {
    assertThatThrownBy(() -> new BuildOptions(List.of("-g3"), List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Flags of the compiler are <cflags>");
  }
}
