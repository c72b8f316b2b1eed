package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebianBaseTest extends DebianBaseRig {
  /** The latest time in hostname's package: dpkg-deb --contents. */
  private static final Instant NEWEST = Instant.parse("2022-12-19T13:33:11Z");

  @Test
  void recordsThePackagesAsUnpacked() throws IOException {
    FileTree tree = tree(root -> {});
    assertThat(status)
        .contains("Package: hostname\n")
        .contains("Status: install ok unpacked\n")
        .contains("Package: netbase\n")
        .contains("Conffiles:\n /etc/ethertypes ")
        .contains("\n\nPackage: ");
    assertThat(text(tree, "var/lib/dpkg/info/hostname.list"))
        .startsWith("/.\n")
        .contains("\n/bin/hostname\n");
    assertThat(text(tree, "var/lib/dpkg/info/netbase.md5sums")).contains("usr/share/doc/netbase");
    assertThat(text(tree, "var/lib/dpkg/info/format")).isEqualTo("1\n");
  }

  /** {@code dpkg --audit} takes a package without them for a broken one; dpkg writes them. */
  @Test
  void writesTheMd5SumsThatAPackageLacks() throws IOException {
    List<Path> debs = new ArrayList<>(debs());
    debs.add(
        TestDeb.write(
            scratch.resolve("probe.deb"),
            tar -> TestDeb.file(tar, "./lib/probe", "x".getBytes(StandardCharsets.UTF_8))));
    FileTree tree = tree(debs, root -> {});
    // printf x | md5sum
    assertThat(text(tree, "var/lib/dpkg/info/probe.md5sums"))
        .isEqualTo("9dd4e461268c8034f5c8564e155c67a6  lib/probe\n");
  }

  @Test
  void hasTheMd5SumsOfConffiles() throws IOException {
    tree(root -> {});
    // md5sum etc/ethertypes of netbase 6.4
    assertThat(status).containsPattern("/etc/ethertypes [0-9a-f]{32}\n");
  }

  @Test
  void hasTheModesOfThePackagesWhateverTheUmask() throws IOException {
    FileTree tree = tree(root -> {});
    assertThat(tree.get("usr/bin").orElseThrow().mode()).isEqualTo(0755);
    assertThat(tree.get("usr/bin/hostname").orElseThrow().mode()).isEqualTo(0755);
    assertThat(tree.get("etc/added").orElseThrow().mode()).isEqualTo(0640);
  }

  @Test
  void isOfTheDayOfItsNewestPackage() throws IOException {
    tree(root -> {});
    assertThat(Instant.ofEpochSecond(Long.parseLong(now))).isEqualTo(NEWEST);
  }

  /** As sssd-common's script fails. */
  @Test
  void saysThatCapabilitiesOfFilesCantBeKept() {
    Sandbox failing =
        (job, lines) -> {
          lines.accept("unable to set CAP_SETFCAP effective capability: Operation not permitted");
          return 1;
        };
    assertThatThrownBy(
            () ->
                new DebianBase(failing, scratch, RECIPE, Progress.NONE)
                    .tree(scratch, debs(), p -> false))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("setcap(8)")
        .hasMessageContaining("Dockerfile");
  }

  @Test
  void showsTheLastLinesWhenAPackageFails() {
    Sandbox failing =
        (job, lines) -> {
          lines.accept("dpkg: error processing package nonsense");
          return 1;
        };
    assertThatThrownBy(
            () ->
                new DebianBase(failing, scratch, RECIPE, Progress.NONE)
                    .tree(scratch, debs(), p -> false))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("error processing package nonsense")
        .hasMessageContaining("<packages>");
  }
}
