package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real packages. */
class DistrolessBaseTest {
  private static final Path DEBS = Path.of("src/test/resources/debs");

  @TempDir Path root;

  @Test
  void listsNoFileThatWasLeftOut() throws IOException {
    FileTree tree = tree(path -> path.startsWith("usr/share/doc/netbase/changelog"));
    assertThat(text(tree, "var/lib/dpkg/status.d/netbase.md5sums"))
        .contains("  usr/share/doc/netbase/copyright\n")
        .doesNotContain("changelog");
  }

  @Test
  void listsFilesWhosePackageHasThemBelowALinkedDirectory() throws IOException {
    assertThat(text(tree(path -> false), "var/lib/dpkg/status.d/hostname.md5sums"))
        .contains("  bin/hostname\n");
  }

  @Test
  void namesTheLicencesThatItsPackagesReferTo() throws IOException {
    FileTree tree = tree(path -> false);
    for (String name : List.of("GPL-2", "GPL-3", "MPL-2.0")) {
      tree.put(Entry.file("usr/share/common-licenses/" + name, 0644, Content.of("the text")));
    }
    tree.put(Entry.symlink("usr/share/common-licenses/GPL", "GPL-3"));
    String naming = "On Debian systems: /usr/share/common-licenses/GPL.\n";
    tree.put(Entry.file("usr/share/doc/own/copyright", 0644, Content.of(naming)));
    Predicate<String> named = Licences.named(tree);
    assertThat(tree.entries())
        .extracting(Entry::path)
        .filteredOn(named)
        .containsExactly(
            "usr/share/common-licenses/GPL",
            "usr/share/common-licenses/GPL-2",
            "usr/share/common-licenses/GPL-3");
  }

  @Test
  void hasALicenceOnceThatTwoPackagesShare() throws IOException {
    FileTree tree = new FileTree();
    for (String name : List.of("libc-bin", "libc6", "zlib1g")) {
      String text = name.startsWith("libc") ? "of the C library" : "of zlib";
      tree.put(Entry.file("usr/share/doc/" + name + "/copyright", 0644, Content.of(text)));
    }
    Licences.share(tree);
    assertThat(tree.get("usr/share/doc/libc6/copyright").orElseThrow().link())
        .isEqualTo("../libc-bin/copyright");
    for (String word : List.of("libc-bin", "zlib1g")) {
      assertThat(tree.get("usr/share/doc/" + word + "/copyright").orElseThrow().type())
          .isEqualTo(Entry.Type.FILE);
    }
  }

  private FileTree tree(Predicate<String> pruned) throws IOException {
    List<Path> debs =
        List.of(DEBS.resolve("hostname_3.23+nmu1_amd64.deb"), DEBS.resolve("netbase_6.4_all.deb"));
    return DistrolessBase.tree(root, debs, pruned);
  }

  private static String text(FileTree tree, String path) throws IOException {
    return new String(tree.get(path).orElseThrow().content().readAll(), StandardCharsets.UTF_8);
  }
}
