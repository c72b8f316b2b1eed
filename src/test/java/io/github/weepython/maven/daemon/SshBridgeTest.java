package io.github.weepython.maven.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the socket is that ssh stands behind, and what becomes of it. */
class SshBridgeTest {
  private static final SshAddress FAR =
      SshAddress.of(URI.create("ssh://me@far.example")).orElseThrow();

  @TempDir Path temporary;

  /** In a Java of its own, since that reads the property once; it ends without closing anything. */
  public static void main(String[] arguments) {
    try {
      Path socket = Path.of(SshBridge.open(FAR).socket().getPath());
      System.out.print(Files.exists(socket) ? socket : "nothing");
    } catch (DaemonException e) {
      System.out.print(e.getMessage());
    }
  }

  @Test
  void worksInATemporaryFolderOfAnyNameAndLeavesItEmpty() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("a b%41[c]"));

    assertThat(open(folder)).startsWith(folder + "/wee-ssh").endsWith("/docker.sock");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhatHelpsWhereTheTemporaryFoldersPathIsTooLong() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("long".repeat(30)));

    assertThat(open(folder))
        .contains("far.example", "too long", "MAVEN_OPTS=-Djava.io.tmpdir=<folder>");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void removesItsFolderWhenItIsClosed() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("bridge"));
    try (SshBridge bridge = SshBridge.listen(FAR, folder)) {
      assertThat(Path.of(bridge.socket().getPath())).exists();
    }

    assertThat(folder).doesNotExist();
  }

  private static String open(Path folder) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                SshBridgeTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    java.waitFor();
    return said;
  }
}
