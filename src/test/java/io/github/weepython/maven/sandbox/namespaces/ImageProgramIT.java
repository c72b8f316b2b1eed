package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of an image, in namespaces by this machine's bwrap. */
class ImageProgramIT {
  @TempDir Path root;
  @TempDir Path mounted;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void unpack() throws Exception {
    SmallRoot.make(root);
    for (String merged : List.of("bin", "lib", "lib64")) {
      Files.createDirectories(root.resolve("usr").resolve(merged));
      Files.createSymbolicLink(root.resolve(merged), Path.of("usr", merged));
    }
  }

  private int run(ImageProgram.Network network, boolean readOnly, String script) throws Exception {
    ImageProgram program =
        new ImageProgram(
            root,
            new ImageProgram.RootFiles(
                root,
                TreeReader.read(root),
                Map.of("/app", mounted),
                List.of("/var/lib/data"),
                readOnly),
            new ImageProgram.Start(
                new ImageProgram.User(1234, 5678),
                "/work/deep",
                Map.of("PATH", "/usr/bin", "WISH", "granted"),
                List.of("sh", "-c", script)),
            network,
            false,
            "SIGTERM");
    return Sandboxes.unlimited().run(program, ProgramStreams.lines(lines::add));
  }

  @Test
  void runsAsTheImagesUserInItsDirectoryWithNothingOfThisMachine() throws Exception {
    int status =
        run(
            ImageProgram.Network.NONE,
            true,
            "id -u; id -g; cat /proc/self/cwd/nothing; echo $PWD $WISH; env | sort; exit 7");
    assertThat(status).isEqualTo(7);
    assertThat(lines).contains("1234", "5678", "/work/deep granted", "WISH=granted");
    assertThat(lines).noneMatch(line -> line.startsWith("HOME=") || line.startsWith("JAVA"));
  }

  @Test
  void writesOnlyToVolumesAndMountsWhereTheRootIsReadOnly() throws Exception {
    String script =
        "touch /usr/x; touch /tmp/x; touch /work/deep/x; touch /var/lib/data/x; touch /app/x";
    assertThat(run(ImageProgram.Network.NONE, true, script)).isZero();
    assertThat(lines)
        .hasSize(3)
        .allMatch(line -> line.matches(".*/x'.*: (Read-only file system|No such file.*)"));
    assertThat(mounted.resolve("x")).exists();
    assertThat(root.resolve("var/lib/data/x")).doesNotExist();
    lines.clear();
    assertThat(run(ImageProgram.Network.NONE, false, "touch /usr/x")).isZero();
    assertThat(lines).isEmpty();
    assertThat(root.resolve("usr/x")).exists();
  }

  @Test
  void hasALoopbackOfItsOwnOrThisMachinesNetwork() throws Exception {
    String network = "cat /proc/net/dev";
    run(ImageProgram.Network.NONE, true, network);
    assertThat(lines)
        .filteredOn(line -> line.contains(":"))
        .singleElement()
        .asString()
        .contains("lo:");
    lines.clear();
    run(ImageProgram.Network.HOST, true, network + "; cat /etc/hosts");
    assertThat(lines).containsAll(Files.readAllLines(Path.of("/etc/hosts")));
  }

  @Test
  void endsWithAllOfItsProcesses() throws Exception {
    // The pipe of the output ends only when nobody holds it any more.
    assertThat(run(ImageProgram.Network.NONE, true, "sleep 1000 & echo started; exit 0")).isZero();
    assertThat(lines).containsExactly("started");
  }

  @Test
  void wantsNumbersOfAUser() {
    assertThat(ImageProgram.User.parse("65532")).hasToString("65532:65532");
    assertThat(ImageProgram.User.parse("1:2")).hasToString("1:2");
    assertThat(ImageProgram.User.parse("")).hasToString("0:0");
    assertThatThrownBy(() -> ImageProgram.User.parse("nonroot"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("'nonroot'; expected numbers such as 65532:65532");
  }
}
