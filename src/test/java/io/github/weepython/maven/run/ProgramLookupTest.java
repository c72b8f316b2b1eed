package io.github.weepython.maven.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramLookupTest {
  private final FileTree files = new FileTree();

  @BeforeEach
  void fill() {
    files.put(Entry.symlink("bin", "usr/bin"));
    files.put(Entry.file("usr/bin/python3.13", 0755, Content.of("")));
    files.put(Entry.symlink("usr/bin/python3", "python3.13"));
    files.put(Entry.symlink("usr/bin/gone", "/nowhere"));
    files.put(Entry.directory("app", 0755));
    files.put(Entry.file("app/main.py", 0644, Content.of("")));
    files.put(Entry.file("app/serve", 0755, Content.of("")));
  }

  /** In the folder /app, with a PATH of two folders. */
  private ProgramLookup lookup(String word, Set<String> mounts) {
    return ProgramLookup.of(
        files, word.isEmpty() ? List.of() : List.of(word), "/usr/local/bin:/bin", "/app", mounts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"python3", "/usr/bin/python3", "/bin/python3.13", "./serve", "/app/serve"})
  void findsWhatTheImageHas(String word) {
    assertThatCode(() -> lookup(word, Set.of()).require("an/image")).doesNotThrowAnyException();
  }

  @Test
  void saysWhereItLooked() {
    assertThatThrownBy(() -> lookup("pyhton3", Set.of()).require("an/image"))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "an/image can't run 'pyhton3': its PATH has none: /usr/local/bin:/bin. Set"
                + " <entrypoint>, or -Dwee.run.entrypoint for this run, to a program of the"
                + " image.");
    assertThatThrownBy(() -> lookup("gone", Set.of()).require("an/image"))
        .hasMessageContaining("can't run 'gone': its PATH has none: /usr/local/bin:/bin.");
    assertThatThrownBy(() -> lookup("./missing", Set.of()).require("an/image"))
        .hasMessageContaining("the image has no /app/missing.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/main.py", "/app", "./main.py"})
  void saysThatAFileIsNoProgram(String word) {
    assertThatThrownBy(() -> lookup(word, Set.of()).require("an/image"))
        .hasMessageContaining(" is not an executable file. Set <entrypoint>");
  }

  @Test
  void leavesWhatIsMountedToTheSandbox() {
    assertThatCode(() -> lookup("/src/serve", Set.of("/src")).require("an/image"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> lookup("/srcs/serve", Set.of("/src")).require("an/image"))
        .isInstanceOf(RunException.class);
  }

  @Test
  void saysThatAnImageHasNoProgram() {
    assertThatThrownBy(() -> lookup("", Set.of()).require("an/image"))
        .hasMessage(
            "an/image has no program of its own. Set <entrypoint>, or -Dwee.run.entrypoint for this"
                + " run.");
  }
}
