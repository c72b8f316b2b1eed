package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstalledPackagesTest {
  private static final Path DEBS = Path.of("src/test/resources/debs");

  private static InstalledPackages read(FileTree tree) throws IOException {
    InstalledPackages.Reader reader = new InstalledPackages.Reader();
    for (Entry entry : tree.entries()) {
      reader.hear(entry, entry.content().open());
    }
    return reader.read();
  }

  @Test
  void readsBackWhatTheDistrolessBaseRecords(@TempDir Path root) throws IOException {
    List<Path> debs =
        List.of(DEBS.resolve("hostname_3.23+nmu1_amd64.deb"), DEBS.resolve("netbase_6.4_all.deb"));
    InstalledPackages found = read(DistrolessBase.tree(root, debs, path -> false));
    assertThat(found.all())
        .extracting(p -> p.name() + " " + p.version() + " " + p.architecture())
        .containsExactly("hostname 3.23+nmu1 amd64", "netbase 6.4 all");
    assertThat(found.all()).allSatisfy(p -> assertThat(p.licences()).contains("GPL-2"));
    assertThat(found.ownerOf("usr/bin/hostname")).contains("hostname");
    assertThat(found.ownerOf("etc/passwd")).isEmpty();
  }

  @Test
  void readsDpkgsOwnRecords() throws IOException {
    FileTree tree = new FileTree();
    put(tree, "var/lib/dpkg/status", "Package: libc6\nVersion: 2.41-12\nArchitecture: amd64\n");
    put(tree, "var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib/x86_64-linux-gnu/libc.so.6\n");
    tree.put(Entry.symlink("usr/share/doc/libc6", "libc-bin"));
    put(
        tree,
        "usr/share/doc/libc-bin/copyright",
        """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

        Files: *
        Copyright: several
        License: LGPL-2.1+ and BSD-3-clause

        License: unused
         text
        """);
    InstalledPackages found = read(tree);
    assertThat(found.all().get(0).licences()).containsExactly("BSD-3-clause", "LGPL-2.1+");
    assertThat(found.ownerOf("usr/lib/x86_64-linux-gnu/libc.so.6")).contains("libc6");
  }

  private static void put(FileTree tree, String path, String text) {
    tree.put(Entry.file(path, 0644, Content.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var/lib/dpkg/info/big.postinst",
        "var/lib/dpkg/big",
        "usr/share/doc/big/examples/data",
        "usr/share/big/status"
      })
  void doesNotReadWhatIsNoRecord(String path) throws IOException {
    InstalledPackages.Reader reader = new InstalledPackages.Reader();
    reader.hear(Entry.file(path, 0644, Content.of("")), endless());
    assertThat(reader.read().all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"var/lib/dpkg/status", "usr/share/doc/big/copyright"})
  void namesARecordThatIsTooLargeToRead(String path) {
    InstalledPackages.Reader reader = new InstalledPackages.Reader();
    assertThatThrownBy(() -> reader.hear(Entry.file(path, 0644, Content.of("")), endless()))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining(path)
        .hasMessageContaining("larger than 67108864 bytes");
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'x';
      }

      @Override
      public int read(byte[] bytes, int from, int length) {
        Arrays.fill(bytes, from, from + length, (byte) 'x');
        return length;
      }
    };
  }

  private static FileTree installed(String name) throws IOException {
    FileTree tree = new FileTree();
    put(tree, "var/lib/dpkg/status", "Package: " + name + "\nVersion: 1\nArchitecture: all\n");
    return tree;
  }

  @Test
  void aCopyrightAmongExamplesIsNotThePackages() throws IOException {
    FileTree tree = installed("foo");
    put(tree, "usr/share/doc/foo/copyright", "Format: x\n\nFiles: *\nLicense: MIT\n");
    put(tree, "usr/share/doc/foo/examples/copyright", "Format: x\n\nFiles: *\nLicense: GPL-3\n");
    assertThat(read(tree).all().get(0).licences()).containsExactly("MIT");
  }

  @Test
  void followsALinkToAFolderWhoseCopyrightIsALink() throws IOException {
    FileTree tree = installed("c");
    put(tree, "usr/share/doc/a/copyright", "Format: x\n\nFiles: *\nLicense: MIT\n");
    tree.put(Entry.symlink("usr/share/doc/b/copyright", "../a/copyright"));
    tree.put(Entry.symlink("usr/share/doc/c", "b"));
    assertThat(read(tree).all().get(0).licences()).containsExactly("MIT");
  }

  @Test
  void readsALicencesNameWithADigitInIt() throws IOException {
    FileTree tree = installed("a");
    put(tree, "usr/share/doc/a/copyright", "See /usr/share/common-licenses/CC0-1.0.\n");
    assertThat(read(tree).all().get(0).licences()).containsExactly("CC0-1.0");
  }
}
