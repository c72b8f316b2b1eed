package io.github.weepython.maven.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pod's shell is told to do with a job's results. */
class PodExecutionTest {
  @TempDir Path dir;

  @Test
  void packsADirectoryAndPrintsHowLongThatIs() throws Exception {
    Files.writeString(Files.createDirectories(dir.resolve("usr/local")).resolve("x"), "text");

    assertThat(pack(System.getenv("PATH")))
        .isEqualTo("0: " + Files.size(dir.resolve("out.tar")) + "\n");
    assertThat(Files.size(dir.resolve("out.tar"))).isPositive();
  }

  @Test
  void aFileThatChangedMeanwhileIsNoFailure() throws Exception {
    assertThat(packWithTarThatEndsWith(1)).isEqualTo("0: 4\n");
  }

  @Test
  void anArchiveThatIsNotWholeIsAFailure() throws Exception {
    assertThat(packWithTarThatEndsWith(2)).isEqualTo("2: ");
    assertThat(packWithTarThatEndsWith(137)).isEqualTo("2: ");
  }

  /** After it has written a part. */
  private String packWithTarThatEndsWith(int status) throws IOException, InterruptedException {
    String script = "#!/bin/sh\nprintf part >%s/out.tar\nexit %s\n".formatted(dir, status);
    Path tar = Files.writeString(dir.resolve("tar"), script);
    Files.setPosixFilePermissions(tar, PosixFilePermissions.fromString("rwxr-xr-x"));
    return pack(dir + ":" + System.getenv("PATH"));
  }

  /** Its status and what it prints. */
  private String pack(String path) throws IOException, InterruptedException {
    String script = PodExecution.pack(dir.resolve("usr/local").toString(), dir.toString());
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", script, "wee", "")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", path);
    Process shell = builder.start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return shell.waitFor() + ": " + said;
  }
}
