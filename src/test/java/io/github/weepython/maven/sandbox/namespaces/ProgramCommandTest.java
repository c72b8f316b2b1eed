package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.sandbox.ImageProgram;
import io.github.weepython.maven.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How bwrap(1) is told to start a program of an image. */
class ProgramCommandTest {
  @TempDir Path root;
  private final FileTree tree = new FileTree();

  private String command(String directory, boolean readOnly, ImageProgram.Network network) {
    return String.join(
        " ",
        ProgramCommand.of(
            new ImageProgram(
                root.resolve("tools"),
                new ImageProgram.RootFiles(
                    root,
                    tree,
                    Map.of("/data", Path.of("/srv/data"), "/conf", Path.of("/srv/conf")),
                    List.of("/var/tmp", "/cache"),
                    readOnly),
                new ImageProgram.Start(
                    ImageProgram.User.parse("65532:100"),
                    directory,
                    Map.of("PATH", "/usr/bin", "A", "a b"),
                    List.of("python3", "-m", "app")),
                network,
                false,
                "SIGTERM")));
  }

  @Test
  void hasNoPrivilegeAndNoNetworkButWhatIsAskedFor() {
    assertThat(command("/app", false, ImageProgram.Network.NONE))
        .startsWith(
            "--unshare-all --die-with-parent --uid 65532 --gid 100 --cap-drop ALL --bind "
                + root
                + " / ")
        .doesNotContain("--share-net", "/etc/resolv.conf", "--remount-ro");
    assertThat(command("/app", false, ImageProgram.Network.HOST)).contains(" --share-net ");
  }

  @Test
  void givesVolumesMountsAndVariablesInAFixedOrder() {
    assertThat(command("/app", false, ImageProgram.Network.NONE))
        .endsWith(
            "--dir /app --tmpfs /cache --tmpfs /var/tmp --bind /srv/conf /conf --bind /srv/data"
                + " /data --setenv A a b --setenv PATH /usr/bin --chdir /app -- python3 -m app");
  }

  /** As Debian's /var/run, which is a link to /run. */
  @Test
  void mountsWhereTheImagesLinksLead() {
    tree.put(Entry.directory("run", 0755));
    tree.put(Entry.directory("var", 0755));
    tree.put(Entry.symlink("var/tmp", "/run"));
    tree.put(Entry.symlink("app", "var/tmp/app"));
    assertThat(command("/var/tmp/app", false, ImageProgram.Network.NONE))
        .contains("--dir /run/app --tmpfs /cache --tmpfs /run ", "--chdir /var/tmp/app");
  }

  /** What is mounted before the root becomes read-only can still be written to. */
  @Test
  void makesTheRootReadOnlyAfterTheMounts() {
    String command = command("/", true, ImageProgram.Network.NONE);
    assertThat(command.indexOf("--remount-ro /")).isGreaterThan(command.indexOf("/srv/data"));
    assertThat(command).doesNotContain("--dir");
  }

  /** A link of the image would lead to a place of this machine. */
  @Test
  void mountsNothingOverALinkOfTheImage() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.createSymbolicLink(root.resolve("etc/hosts"), Path.of("/etc/passwd"));
    assertThat(command("/", false, ImageProgram.Network.HOST))
        .contains("--ro-bind /etc/resolv.conf /etc/resolv.conf")
        .doesNotContain("/etc/hosts");
  }

  @ParameterizedTest
  @CsvSource({"'', 0:0", "1000, 1000:1000", "1000:50, 1000:50", "0:0, 0:0"})
  void knowsUsersByNumber(String text, String user) {
    assertThat(ImageProgram.User.parse(text)).hasToString(user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "1000:", ":5", "-1", "99999999999", "1:2:3"})
  void refusesUsersByName(String text) {
    assertThatThrownBy(() -> ImageProgram.User.parse(text))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
