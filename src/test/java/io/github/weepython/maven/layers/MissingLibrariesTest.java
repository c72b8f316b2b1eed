package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.elf.Closure;
import io.github.weepython.maven.elf.ElfException;
import io.github.weepython.maven.elf.ElfFile;
import io.github.weepython.maven.elf.LibraryCache;
import io.github.weepython.maven.spec.OptionalLibraries;
import io.github.weepython.maven.spec.SpecException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingLibrariesTest {
  private static final String JVM = "usr/lib/jvm/java-21-openjdk-amd64/lib/";
  private static final String SYSTEMD = "usr/lib/x86_64-linux-gnu/systemd/";
  private static final String PACKAGES = "usr/local/lib/python3.13/site-packages/";

  private final FileTree tree = new FileTree();
  private final Map<String, ElfFile> files = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  private MissingLibraries judged(boolean lenient, String... optional) {
    ImagePrograms image = new ImagePrograms(tree, files, new InstalledPackages(List.of(), owners));
    Closure closure = new Closure(tree, files, LibraryCache.EMPTY, List.of());
    return MissingLibraries.of(image, closure, OptionalLibraries.of(List.of(optional)), lenient);
  }

  @Test
  void aPackageMayLoadTheLibrariesOfItsOwnPrivateFolders() {
    put("openjdk-21-jre-headless", JVM + "libjava.so", "libjvm.so");
    put("openjdk-21-jre-headless", JVM + "server/libjvm.so");
    put("systemd", SYSTEMD + "libsystemd-core-257.so", "libsystemd-shared-257.so");
    put("libsystemd-shared", SYSTEMD + "libsystemd-shared-257.so");
    assertThat(judged(false)).isEqualTo(new MissingLibraries(List.of(), List.of()));
  }

  @Test
  void whatADebianPackageLacksIsAWarningWhereDpkgConfiguredIt() {
    put("openjdk-21-jre-headless", JVM + "libawt_xawt.so", "libX11.so.6");
    MissingLibraries judged = judged(true);
    judged.refuse();
    assertThat(judged.warning().orElseThrow())
        .contains("/" + JVM + "libawt_xawt.so (package openjdk-21-jre-headless) needs libX11.so.6")
        .contains("<optionalLibraries>")
        .contains("<packages>");
    assertThat(judged(true, "libX11.so.*").warning()).isEmpty();
  }

  @Test
  void whatADebianPackageLacksIsAnErrorWhereNothingWasConfigured() {
    put("libnumbers", "usr/lib/x86_64-linux-gnu/libnumbers.so.1", "libblas.so.3");
    assertThatThrownBy(judged(false)::refuse)
        .isInstanceOf(ElfException.class)
        .hasMessageContaining("(package libnumbers) needs libblas.so.3")
        .hasMessageContaining("<packages>")
        .hasMessageContaining("<optionalLibraries>");
  }

  @Test
  void aPythonPackageLoadsItsOwnLibraries() {
    put("", PACKAGES + "a/_a.so", "liba-1.so");
    put("", PACKAGES + "a.libs/liba-1.so");
    assertThat(judged(false).errors()).isEmpty();
  }

  @Test
  void anOptionalPartOfAWheelIsExcusedByItsLibraryOrByItsFile() {
    put("", PACKAGES + "torch/lib/libcaffe_cuda.so", "libcuda.so.1");
    assertThat(judged(true).errors()).hasSize(1);
    assertThatThrownBy(judged(true)::refuse).hasMessageContaining("<optionalLibraries>");
    assertThat(judged(true, "libcuda.so.1").errors()).isEmpty();
    assertThat(judged(true, "libcu*").errors()).isEmpty();
    assertThat(judged(true, "/" + PACKAGES + "torch/**").errors()).isEmpty();
    assertThat(judged(true, "/" + PACKAGES + "torch/*").errors()).hasSize(1);
    assertThat(judged(true, "libcuda.so").errors()).hasSize(1);
  }

  @Test
  void aLibraryWhereTheLoaderDoesNotLookIsShownWithItsPlace() {
    put("", "opt/app/bin/app", "libapp.so.1");
    put("", "opt/app/lib/libapp.so.1");
    assertThatThrownBy(judged(false)::refuse)
        .hasMessageContaining("does not look for it in /opt/app/lib/libapp.so.1")
        .hasMessageContaining("/etc/ld.so.conf.d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*", "/**", "lib/libcuda.so.1"})
  void refusesPatternsThatAreNeitherNameNorPath(String pattern) {
    assertThatThrownBy(() -> OptionalLibraries.of(List.of(pattern)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<optionalLibraries>")
        .hasMessageContaining("libcuda.so.1");
  }

  private void put(String owner, String path, String... needed) {
    tree.put(Entry.file(path, 0755, Content.of("")));
    files.put(
        path,
        new ElfFile(62, true, List.of(needed), List.of(), Optional.empty(), Optional.empty()));
    if (!owner.isEmpty()) {
      owners.put(path, owner);
    }
  }
}
