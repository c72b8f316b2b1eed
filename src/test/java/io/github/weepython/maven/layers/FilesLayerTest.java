package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.spec.FileCopy;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesLayerTest {
  @TempDir Path dir;

  private Path file(String path, String permissions) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void aFolderIsCopiedWithItsOwnerAndWithModesThatNoUmaskChanges() throws IOException {
    file("src/app.py", "rw-rw-r--");
    file("src/run.sh", "rwx------");
    file("src/__pycache__/app.cpython-313.pyc", "rw-r--r--");
    FileTree tree =
        FilesLayer.tree(
            List.of(FileCopy.parse(dir.resolve("src"), "/app/", "65532:100", Optional.empty())));
    assertThat(tree.entries().stream().map(Entry::path))
        .containsExactly("app", "app/app.py", "app/run.sh");
    assertThat(tree.entries().stream().map(Entry::mode)).containsExactly(0755, 0644, 0755);
    assertThat(tree.entries())
        .allMatch(e -> e.uid() == 65532 && e.gid() == 100 && e.mtime() == Entry.TIMELESS);
  }

  @Test
  void takesAwayTheCompiledModulesOfSourcesThatItReplaces() throws IOException {
    String library = "usr/local/lib/python3.13/";
    List<String> compiled =
        List.of(
            library + "__pycache__/colorsys.cpython-313.opt-1.pyc",
            library + "__pycache__/colorsys.cpython-313.pyc",
            library + "__pycache__/colorsysx.cpython-313.pyc",
            library + "colorsys.pyc",
            library + "site-packages/app/__pycache__/main.cpython-313.pyc",
            library + "site-packages/app/__pycache__/other.cpython-313.pyc",
            "usr/lib/python2.7/os.pyc",
            "usr/lib/python2.7/os.pyo");
    List<FileCopy> copies =
        List.of(
            copy(file("colorsys.py", "rw-r--r--"), library + "colorsys.py"),
            copy(file("app/main.py", "rw-r--r--").getParent(), library + "site-packages/app"),
            copy(file("os.py", "rw-r--r--"), "usr/lib/python2.7/os.py"));
    FileTree tree = StaleBytecode.removed(FilesLayer.tree(copies), compiled);
    assertThat(tree.entries().stream().map(Entry::path).filter(p -> p.contains("/.wh.")))
        .containsExactly(
            "usr/lib/python2.7/.wh.os.pyc",
            "usr/lib/python2.7/.wh.os.pyo",
            library + ".wh.colorsys.pyc",
            library + "__pycache__/.wh.colorsys.cpython-313.opt-1.pyc",
            library + "__pycache__/.wh.colorsys.cpython-313.pyc",
            library + "site-packages/app/__pycache__/.wh.main.cpython-313.pyc");
  }

  @Test
  void keepsACompiledModuleThatTheUserBringsHimself() throws IOException {
    List<FileCopy> copies =
        List.of(
            copy(file("x.py", "rw-r--r--"), "app/x.py"),
            copy(file("x.pyc", "rw-r--r--"), "app/x.pyc"));
    FileTree tree = StaleBytecode.removed(FilesLayer.tree(copies), List.of("app/x.pyc"));
    assertThat(tree.entries().stream().map(Entry::path)).containsExactly("app/x.py", "app/x.pyc");
  }

  private static FileCopy copy(Path from, String to) {
    return FileCopy.parse(from, "/" + to, "0", Optional.empty());
  }

  /** Root may execute what anybody may: access(2) is another question. */
  @Test
  void aFileIsExecutableWhereItsOwnerMayExecuteIt() throws IOException {
    FileTree tree =
        FilesLayer.tree(
            List.of(copy(file("a", "rw-r-xr-x"), "a"), copy(file("b", "rwxr--r--"), "b")));
    assertThat(tree.get("a").orElseThrow().mode()).isEqualTo(0644);
    assertThat(tree.get("b").orElseThrow().mode()).isEqualTo(0755);
  }

  @Test
  void aFileGetsTheModeThatIsAskedFor() throws IOException {
    Path file = file("settings.ini", "rw-r--r--");
    FileTree tree =
        FilesLayer.tree(
            List.of(FileCopy.parse(file, "/etc/app/settings.ini", "0", Optional.of("0600"))));
    assertThat(tree.get("etc/app/settings.ini").orElseThrow().mode()).isEqualTo(0600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "/", "/app/../etc", "/lib/x.so", "/tmp/x", "/proc"})
  void aPlaceThatIsNoneIsRefused(String to) throws IOException {
    Path file = file("a", "rw-r--r--");
    assertThatThrownBy(() -> FileCopy.parse(file, to, "0", Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<files>")
        .hasMessageContaining(to);
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> FileCopy.parse(dir.resolve("gone"), "/app", "0", Optional.empty()))
        .hasMessageContaining("gone")
        .hasMessageContaining("<from>");
  }
}
