package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class ScriptOwnersTest extends DebianBaseRig {
  @Test
  void givesFilesToWhomTheScriptsGaveThem() throws IOException {
    FileTree tree =
        tree(
            root -> {
              users(root);
              Files.createDirectories(root.resolve("var/mail"));
              Files.createDirectories(root.resolve("home/daemon/x"));
              Files.createFile(root.resolve("home/daemon/given"));
              record("own", "0", "8", "/var/mail");
              record("own", "1", "2", "/home/daemon/x");
              record("own", "-1", "8", "/home/daemon/x");
              record("own", "0", "0", "/gone");
              // As sed -i does, which sees root's files alone.
              record("own", "1", "2", "/home/daemon/given");
              record("own", "0", "0", "/home/daemon/sedXyz");
              record("move", "/home/daemon/sedXyz", "/home/daemon/given", "");
              // A folder that is moved with what it has.
              Files.createDirectories(root.resolve("var/new/sub"));
              record("own", "1", "8", "/var/old/sub");
              record("move", "/var/old", "/var/new", "");
            });
    assertThat(tree.get("var/mail").orElseThrow().gid()).isEqualTo(8);
    assertThat(tree.get("home/daemon/x").orElseThrow().uid()).isEqualTo(1);
    assertThat(tree.get("home/daemon/x").orElseThrow().gid()).isEqualTo(8);
    assertThat(tree.get("home/daemon/given").orElseThrow().uid()).isEqualTo(1);
    assertThat(tree.get("var/new/sub").orElseThrow().gid()).isEqualTo(8);
  }

  /**
   * As su games -c "touch folder/file" does, below a folder of mode 2775 that was given to mail.
   */
  @Test
  void givesUsersWhatTheyCreateAndTheGroupOfAFolderThatHandsItsOn() throws IOException {
    FileTree tree =
        tree(
            root -> {
              Path folder = Files.createDirectories(root.resolve("var/shared"));
              Files.createFile(folder.resolve("file"));
              Files.createFile(root.resolve("var/plain"));
              record("own", "0", "8", "/var/shared");
              record("made", "5", "-2", "/var/shared/file");
              record("made", "5", "60", "/var/plain");
            });
    assertThat(tree.get("var/shared/file").orElseThrow().uid()).isEqualTo(5);
    assertThat(tree.get("var/shared/file").orElseThrow().gid()).isEqualTo(8);
    assertThat(tree.get("var/plain").orElseThrow().gid()).isEqualTo(60);
  }

  @Test
  void namesTheFileAndThePackageOfAnOwnerThatIsNotKnown() {
    assertThatThrownBy(
            () -> tree(root -> record("lost", "/usr/bin/odd", "strange", "/var/lib/strange")))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("/var/lib/strange, by /usr/bin/odd of strange")
        .hasMessageContaining("<packages>");
  }

  @Test
  void saysWhyScriptsBecomeNobodyElseOnAnOldLinux() {
    assertThatThrownBy(
            () ->
                tree(
                    root -> {
                      Files.createFile(scratch.resolve("record/unheard"));
                      throw new Failed();
                    }))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("Linux 5.5")
        .hasMessageContaining("<compiler>docker</compiler>");
  }

  @Test
  void givesHomesToTheirUsers() throws IOException {
    FileTree tree =
        tree(
            root -> {
              users(root);
              Files.createDirectories(root.resolve("home/daemon"));
            });
    assertThat(tree.get("home/daemon").orElseThrow().uid()).isEqualTo(1);
    assertThat(tree.get("usr/bin").orElseThrow().uid()).isZero();
  }

  @Test
  void followsStatoverrides() throws IOException {
    FileTree tree =
        tree(
            root -> {
              users(root);
              Files.writeString(
                  root.resolve("var/lib/dpkg/statoverride"), "root mail 2755 /bin/hostname\n");
            });
    Entry hostname = tree.get("usr/bin/hostname").orElseThrow();
    assertThat(hostname.gid()).isEqualTo(8);
    assertThat(hostname.mode()).isEqualTo(02755);
  }

  @Test
  void keepsTheModeThatAScriptChose() throws IOException {
    FileTree tree =
        tree(
            root ->
                Files.setPosixFilePermissions(
                    root.resolve("etc/added"), PosixFilePermissions.fromString("rw-------")));
    assertThat(tree.get("etc/added").orElseThrow().mode()).isEqualTo(0600);
  }
}
