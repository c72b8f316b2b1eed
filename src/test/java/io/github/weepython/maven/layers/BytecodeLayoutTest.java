package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.spec.Stdlib;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytecodeLayoutTest {
  private static FileTree tree(String... paths) {
    FileTree tree = new FileTree();
    for (String path : paths) {
      tree.put(
          path.endsWith("/")
              ? Entry.directory(path.substring(0, path.length() - 1), 0755)
              : Entry.file(path, 0644, Content.of(path)));
    }
    return tree;
  }

  private static List<String> paths(FileTree tree) {
    return tree.entries().stream().map(Entry::path).toList();
  }

  private final FileTree three =
      tree(
          "lib/os.py",
          "lib/data.txt",
          "lib/uncompiled.py",
          "lib/__pycache__/",
          "lib/__pycache__/os.cpython-313.pyc",
          "lib/__pycache__/os.cpython-313.opt-1.pyc",
          "lib/json/__init__.py",
          "lib/json/__pycache__/__init__.cpython-313.pyc",
          "lib/__pycache__/_sysconfigdata__linux_x86_64-linux-gnu.cpython-313.pyc");

  @Test
  void compiledModulesStandWherePythonFindsThemWithoutSources() throws Exception {
    FileTree compiled = BytecodeLayout.of(three, Stdlib.PYC, "313");
    assertThat(paths(compiled))
        .containsExactly(
            "lib/_sysconfigdata__linux_x86_64-linux-gnu.pyc",
            "lib/data.txt",
            "lib/json/__init__.pyc",
            "lib/os.pyc",
            "lib/uncompiled.py");
    assertThat(new String(compiled.get("lib/os.pyc").orElseThrow().content().readAll()))
        .isEqualTo("lib/__pycache__/os.cpython-313.pyc");
  }

  @Test
  void sourcesAloneLeaveNoCacheFolder() {
    assertThat(paths(BytecodeLayout.of(three, Stdlib.SOURCE, "313")))
        .containsExactly("lib/data.txt", "lib/json/__init__.py", "lib/os.py", "lib/uncompiled.py");
  }

  @Test
  void python2HasItsCompiledModulesBesideTheSources() {
    FileTree two = tree("lib/os.py", "lib/os.pyc", "lib/only.pyc");
    assertThat(paths(BytecodeLayout.of(two, Stdlib.PYC, "313")))
        .containsExactly("lib/only.pyc", "lib/os.pyc");
    assertThat(paths(BytecodeLayout.of(two, Stdlib.SOURCE, "313")))
        .containsExactly("lib/only.pyc", "lib/os.py");
  }

  @Test
  void theDefaultChangesNothing() {
    assertThat(BytecodeLayout.of(three, Stdlib.SOURCE_PYC, "313")).isSameAs(three);
  }

  /** As pip installs what a wheel brings in its cache folders. */
  @Test
  void aModuleThatAnotherPythonCompiledIsNone() throws Exception {
    FileTree wheel =
        tree(
            "lib/a.py",
            "lib/__pycache__/a.cpython-313.pyc",
            "lib/__pycache__/a.cpython-39.pyc",
            "lib/b.py",
            "lib/__pycache__/b.cpython-39.pyc");
    FileTree compiled = BytecodeLayout.of(wheel, Stdlib.PYC, "313");
    assertThat(paths(compiled)).containsExactly("lib/a.pyc", "lib/b.py");
    assertThat(new String(compiled.get("lib/a.pyc").orElseThrow().content().readAll()))
        .isEqualTo("lib/__pycache__/a.cpython-313.pyc");
  }
}
