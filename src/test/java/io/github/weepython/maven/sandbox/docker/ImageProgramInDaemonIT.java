package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.sandbox.ImageProgram;
import io.github.weepython.maven.sandbox.ProgramStreams;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.SmallRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Programs of an image, in containers of a real dockerd. */
class ImageProgramInDaemonIT {
  @RegisterExtension static final DaemonRig RIG = new DaemonRig();

  @TempDir Path dir;
  private final List<String> lines = new ArrayList<>();

  private ImageProgram program(boolean terminal, String script) throws Exception {
    Path root = SmallRoot.make(dir.resolve("root"));
    for (String merged : List.of("bin", "lib", "lib64")) {
      Files.createDirectories(root.resolve("usr").resolve(merged));
      Files.createSymbolicLink(root.resolve(merged), Path.of("usr", merged));
    }
    FileTree tree = TreeReader.readWithTimes(root);
    tree.put(Entry.directory("home", 0700).withOwner(1234, 5678));
    tree.put(Entry.file("home/own", 0600, Content.of("private\n")).withOwner(1234, 5678));
    Path app = Files.createDirectories(dir.resolve("app"));
    Files.writeString(app.resolve("given"), "mounted\n");
    return new ImageProgram(
        RIG.root(),
        new ImageProgram.RootFiles(root, tree, Map.of("/app", app), List.of("/var/lib/data"), true),
        new ImageProgram.Start(
            new ImageProgram.User(1234, 5678),
            "/work/deep",
            Map.of("PATH", "/usr/bin", "WISH", "granted"),
            List.of("sh", "-c", script)),
        ImageProgram.Network.NONE,
        terminal,
        "SIGTERM");
  }

  @Test
  void runsAsTheImagesUserOnARootThatCantBeWrittenTo() throws Exception {
    int status =
        RIG.sandbox()
            .run(
                program(
                    false,
                    "id -u; id -g; echo $PWD $WISH; touch /usr/x; touch /var/lib/data/x && echo"
                        + " volume; cat /home/own; cat /app/given; ls /sys/class/net; exit 137"),
                ProgramStreams.lines(lines::add));
    assertThat(status).isEqualTo(137);
    assertThat(lines)
        .contains("1234", "5678", "/work/deep granted", "volume", "private", "mounted", "lo")
        .anyMatch(line -> line.contains("Read-only file system"))
        .doesNotContain("eth0");
  }

  @Test
  void hasNoTerminal() throws Exception {
    ImageProgram shell = program(true, "exit 0");
    assertThatThrownBy(() -> RIG.sandbox().run(shell, ProgramStreams.INHERITED))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("wee:shell has a terminal only in namespaces");
  }
}
