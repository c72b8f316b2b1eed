package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Utf8Paths;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {
  @TempDir Path temp;
  private Path folder;
  private Path shared;

  @BeforeEach
  void write() throws IOException {
    folder = Files.createDirectory(temp.resolve("training"));
    shared = Files.createDirectory(temp.resolve("shared"));
    Files.writeString(folder.resolve("main.py"), "import subprocess\n");
    Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    Files.writeString(Utf8Paths.below(folder, "Größe.txt"), "x");
    Files.writeString(shared.resolve("data.json"), "{}");
    Files.createSymbolicLink(folder.resolve("data"), shared);
  }

  private Digest digest() throws IOException {
    return new Workload(folder).digest();
  }

  private void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A link's target would not be in the sandbox. */
  @Test
  void copiesWhatLinksLeadToAndWhoMayBeExecuted() throws IOException {
    executable(folder.resolve("run.sh"));
    Path copy = Files.createDirectory(temp.resolve("copy"));
    new Workload(folder).copy(copy);
    assertThat(copy.resolve("data/data.json")).hasContent("{}");
    assertThat(Files.isSymbolicLink(copy.resolve("data"))).isFalse();
    assertThat(copy.resolve("run.sh")).isExecutable();
    assertThat(Files.isExecutable(copy.resolve("main.py"))).isFalse();
    assertThat(Utf8Paths.below(copy, "Größe.txt")).hasContent("x");
    assertThat(new Workload(copy).digest()).isEqualTo(digest());
  }

  /** As Emacs locks a file: its target is a user, a machine and a process. */
  @Test
  void leavesOutLinksToNothing() throws IOException {
    Digest before = digest();
    Files.createSymbolicLink(folder.resolve(".#main.py"), Path.of("me@machine.1234:5678"));
    Files.createSymbolicLink(folder.resolve("itself"), Path.of("itself"));
    Path copy = Files.createDirectory(temp.resolve("copy"));
    new Workload(folder).copy(copy);
    assertThat(digest()).isEqualTo(before);
    assertThat(Files.exists(copy.resolve(".#main.py"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(copy.resolve("main.py")).isRegularFile();
  }

  @Test
  void namesALinkToAFolderAboveItself() throws IOException {
    Files.createSymbolicLink(shared.resolve("up"), folder);
    assertThatThrownBy(this::digest)
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("<workload> has the link " + folder.resolve("data/up"));
  }

  @Test
  void isAnotherOneWithWhateverATrainingMayNotice() throws IOException {
    Digest before = digest();
    Files.writeString(shared.resolve("data.json"), "[]");
    Digest other = digest();
    executable(folder.resolve("run.sh"));
    assertThat(before).isNotEqualTo(other);
    assertThat(digest()).isNotEqualTo(other);
  }
}
