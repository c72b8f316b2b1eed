package io.github.weepython.maven.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container of an image would see, by OCI's rules for layers (image-spec, layer.md). */
class LayerContentsTest {
  @TempDir Path dir;
  private final LayerContents contents = new LayerContents();
  private int layers;

  @Test
  void aLaterLayersFileIsTheOneThatCounts() throws IOException {
    add(file("a", "old"), file("b", "b"));
    add(file("a", "new"));
    assertThat(contents.files()).containsOnlyKeys("a", "b").containsEntry("a", Digest.of("new"));
    assertThat(contents.sizes()).containsEntry("a", 3L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "opt/app/.wh.one; opt/app/two opt/apple top",
        "opt/.wh.app; opt/apple top",
        "opt/app/.wh..wh..opq; opt/apple top",
        "opt/.wh..wh..opq; top",
        ".wh..wh..opq; ''",
        ".wh.opt; top",
        ".wh.other; opt/app/one opt/app/two opt/apple top"
      })
  void whiteoutsHideWhatLowerLayersHave(String whiteout, String left) throws IOException {
    add(
        file("opt/app/one", "1"),
        file("opt/app/two", "2"),
        file("opt/apple", "3"),
        file("top", "4"));
    add(file(whiteout, ""));
    assertThat(String.join(" ", contents.files().keySet())).isEqualTo(left);
    assertThat(contents.sizes().keySet()).isEqualTo(contents.files().keySet());
  }

  /** Whichever of the two stands first in the layer's tar. */
  @ParameterizedTest
  @ValueSource(strings = {".wh..wh..opq", ".wh.zoo", ".wh.+bar"})
  void whiteoutsHideNothingOfTheirOwnLayer(String whiteout) throws IOException {
    add(file("app/" + whiteout, ""), file("app/+bar", "bar"), file("app/zoo", "zoo"));
    assertThat(contents.files()).containsOnlyKeys("app/+bar", "app/zoo");
  }

  @Test
  void whatTakesAFoldersPlaceHidesAllThatWasInIt() throws IOException {
    add(file("lib/x", "x"), file("lib64/y", "y"));
    add(Entry.symlink("lib", "usr/lib"));
    assertThat(contents.files()).containsOnlyKeys("lib64/y");
    add(file("lib64", "now a file"));
    assertThat(contents.files()).containsOnlyKeys("lib64");
  }

  @Test
  void aHardLinkIsTheFileThatItNames() throws IOException {
    add(file("bin/perl", "perl"), Entry.hardlink("bin/perl5", "bin/perl"));
    assertThat(contents.files()).containsEntry("bin/perl5", Digest.of("perl"));
    assertThat(contents.sizes()).containsOnlyKeys("bin/perl");
  }

  @Test
  void modesOwnersAndTargetsAreThoseOfTheTopmostEntry() throws IOException {
    add(
        Entry.directory("bin", 0755),
        file("bin/su", "su").withMode(04755).withOwner(1, 2),
        Entry.hardlink("bin/sudo", "bin/su"),
        Entry.symlink("bin/sh", "dash"),
        file("etc/gone", ""));
    assertThat(contents.attributes().get("bin/sudo"))
        .isEqualTo(new LayerContents.Attributes(Entry.Type.FILE, 04755, 1, 2, ""));
    add(file("bin/su", "su"), Entry.symlink("bin/sh", "bash"), file("etc/.wh.gone", ""));
    assertThat(contents.attributes())
        .containsOnlyKeys("bin", "bin/su", "bin/sudo", "bin/sh", "etc")
        .containsEntry("bin", new LayerContents.Attributes(Entry.Type.DIRECTORY, 0755, 0, 0, ""))
        .containsEntry("bin/su", new LayerContents.Attributes(Entry.Type.FILE, 0644, 0, 0, ""))
        .extractingByKey("bin/sh")
        .extracting(LayerContents.Attributes::target)
        .isEqualTo("bash");
  }

  /** As in an image that purges its compiler in a layer of its own. */
  @Test
  void packagesAreThoseOfTheTopmostStatus() throws IOException {
    add(file("var/lib/dpkg/status", status("gcc", "install ok installed") + status("bash", "")));
    add(file("var/lib/dpkg/status", status("bash", "install ok installed")));
    assertThat(names()).containsExactly("bash");
  }

  @Test
  void packagesThatWereRemovedAreNotInstalledWhileTheirConfigurationStays() throws IOException {
    add(
        file(
            "var/lib/dpkg/status",
            status("bash", "install ok installed")
                + status("ssh", "deinstall ok config-files")
                + status("half", "install reinstreq half-installed")));
    assertThat(names()).containsExactly("bash");
  }

  @Test
  void packagesWhoseRecordIsHiddenAreGone() throws IOException {
    add(
        file("var/lib/dpkg/status.d/libc6", status("libc6", "")),
        file("var/lib/dpkg/status.d/zlib1g", status("zlib1g", "")));
    add(file("var/lib/dpkg/status.d/.wh.zlib1g", ""));
    assertThat(names()).containsExactly("libc6");
  }

  @ParameterizedTest
  @CsvSource({"VERSION_ID=\"13\", 13", "VERSION_ID=12, 12", "VERSION_ID=3.20.1,", "ID=debian,"})
  void readsTheReleaseOfDebian(String line, Integer release) throws IOException {
    add(file("usr/lib/os-release", "NAME=x\n" + line + "\n"));
    assertThat(contents.debian().orElse(null)).isEqualTo(release);
  }

  private static String status(String name, String status) {
    return "Package: %s\n%sVersion: 1\nArchitecture: amd64\n\n"
        .formatted(name, status.isEmpty() ? "" : "Status: " + status + "\n");
  }

  private static Entry file(String path, String text) {
    return Entry.file(path, 0644, Content.of(text));
  }

  private Iterable<String> names() {
    return contents.packages().all().stream().map(InstalledPackages.Installed::name).toList();
  }

  private void add(Entry... entries) throws IOException {
    FileTree tree = new FileTree();
    for (Entry entry : entries) {
      tree.put(entry);
    }
    Path blob = dir.resolve("layer" + layers++);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(blob))) {
      new TarWriter(0).write(tree, out);
    }
    contents.add(blob);
  }
}
