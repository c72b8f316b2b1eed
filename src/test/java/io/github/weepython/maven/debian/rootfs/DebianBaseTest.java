package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On real packages, with a sandbox in which this test is the maintainer scripts. */
class DebianBaseTest {
  private static final Path DEBS = Path.of("src/test/resources/debs");
  private static final DebianBase.Recipe RECIPE =
      new DebianBase.Recipe(
          "configure",
          Map.of("recorder.c", "record"),
          path -> path.equals("etc/ssl/private/known.key"),
          List.of(Entry.file("etc/added", 0640, Content.of("added"))));

  /** The latest time in hostname's package: dpkg-deb --contents. */
  private static final Instant NEWEST = Instant.parse("2022-12-19T13:33:11Z");

  @TempDir Path scratch;
  private final HeardProgress heard = new HeardProgress(new ArrayList<>(), new ArrayList<>());
  private String status = "";
  private String now = "";

  @Test
  void recordsThePackagesAsUnpacked() throws IOException {
    FileTree tree = tree(root -> {});
    assertThat(status)
        .contains("Package: hostname\n")
        .contains("Status: install ok unpacked\n")
        .contains("Package: netbase\n")
        .contains("Conffiles:\n /etc/ethertypes ")
        .contains("\n\nPackage: ");
    assertThat(text(tree, "var/lib/dpkg/info/hostname.list"))
        .startsWith("/.\n")
        .contains("\n/bin/hostname\n");
    assertThat(text(tree, "var/lib/dpkg/info/netbase.md5sums")).contains("usr/share/doc/netbase");
    assertThat(text(tree, "var/lib/dpkg/info/format")).isEqualTo("1\n");
  }

  /** {@code dpkg --audit} takes a package without them for a broken one; dpkg writes them. */
  @Test
  void writesTheMd5SumsThatAPackageLacks() throws IOException {
    List<Path> debs = new ArrayList<>(debs());
    debs.add(
        TestDeb.write(
            scratch.resolve("probe.deb"),
            tar -> TestDeb.file(tar, "./lib/probe", "x".getBytes(StandardCharsets.UTF_8))));
    FileTree tree = tree(debs, root -> {});
    // printf x | md5sum
    assertThat(text(tree, "var/lib/dpkg/info/probe.md5sums"))
        .isEqualTo("9dd4e461268c8034f5c8564e155c67a6  lib/probe\n");
  }

  @Test
  void hasTheMd5SumsOfConffiles() throws IOException {
    tree(root -> {});
    // md5sum etc/ethertypes of netbase 6.4
    assertThat(status).containsPattern("/etc/ethertypes [0-9a-f]{32}\n");
  }

  @Test
  void hasTheModesOfThePackagesWhateverTheUmask() throws IOException {
    FileTree tree = tree(root -> {});
    assertThat(tree.get("usr/bin").orElseThrow().mode()).isEqualTo(0755);
    assertThat(tree.get("usr/bin/hostname").orElseThrow().mode()).isEqualTo(0755);
    assertThat(tree.get("etc/added").orElseThrow().mode()).isEqualTo(0640);
  }

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
  void takesOutWhatScriptsGenerateAtRandomAndTheLinksToIt() throws IOException {
    FileTree tree =
        tree(
            root -> {
              Path folder = Files.createDirectories(root.resolve("etc/ssl/private"));
              Files.writeString(folder.resolve("known.key"), "-----BEGIN PRIVATE KEY-----\n");
              Files.createSymbolicLink(folder.resolve("0a1b.0"), Path.of("known.key"));
              Files.writeString(folder.resolve("public.pem"), "-----BEGIN PUBLIC KEY-----\n");
            });
    assertThat(tree.get("etc/ssl/private/known.key")).isEmpty();
    assertThat(tree.get("etc/ssl/private/0a1b.0")).isEmpty();
    assertThat(tree.get("etc/ssl/private/public.pem")).isPresent();
    assertThat(tree.get("etc/ld.so.preload")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "etc/app/server.pem, -----BEGIN RSA PRIVATE KEY-----",
    "etc/app/host_key, -----BEGIN OPENSSH PRIVATE KEY-----",
    "etc/app/control.conf, 'key \"x\" { secret \"c2VjcmV0IHNlY3JldA==\"; };'",
    "etc/machine-id, 0123456789abcdef0123456789abcdef",
    "var/lib/app/.erlang.cookie, ABCDEFGHIJKLMNOPQRST",
  })
  void namesWhatLooksGeneratedAndIsNotListed(String path, String text) {
    assertThatThrownBy(
            () ->
                tree(
                    root -> {
                      Path file = root.resolve(path);
                      Files.createDirectories(file.getParent());
                      Files.writeString(file, text + "\n");
                    }))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("/" + path)
        .hasMessageContaining("<packages>")
        .hasMessageContaining("generated.list");
  }

  /** As python3-minimal's script makes them of the library. */
  @Test
  void takesNoCompiledModuleForASecret() throws IOException {
    FileTree tree =
        tree(
            root -> {
              Path folder = Files.createDirectories(root.resolve("usr/lib/python3/__pycache__"));
              Files.write(folder.resolve("token.cpython-313.pyc"), new byte[100]);
              Files.write(folder.resolve("secrets.cpython-313.opt-1.pyc"), new byte[100]);
            });
    assertThat(tree.get("usr/lib/python3/__pycache__/token.cpython-313.pyc")).isPresent();
  }

  /** In the midst of a file that the container needs, so that it is neither removed nor refused. */
  @ParameterizedTest
  @CsvSource({
    "etc/roundcube/config.inc.php, $config['des_key'] = 'bX9q7Zr2LkP0sWvT4uYe1n3m';, true",
    "etc/mailman3/mailman.cfg, admin_pass: hT5kQ8wZ2xN7vB4c, true",
    "etc/survey.conf, MY_HOSTID=0123456789abcdef0123456789abcdef, true",
    "etc/app.conf, # secret = 0123456789abcdef0123456789abcdef, false",
    "etc/ssh.conf, PasswordAuthentication: keyboard-interactive-then-password, false",
    "etc/app.conf, password = /etc/app/password.d/0123456789, false",
  })
  void warnsOfSecretsAmongTheSettingsThatAScriptWrote(String path, String line, boolean secret)
      throws IOException {
    tree(
        root -> {
          Path file = root.resolve(path);
          Files.createDirectories(file.getParent());
          Files.writeString(file, "[settings]\n" + line + "\n");
        });
    if (secret) {
      assertThat(heard.said()).hasSize(1);
      assertThat(heard.said().get(0)).contains("/" + path).contains("<files>");
    } else {
      assertThat(heard.said()).isEmpty();
    }
  }

  @Test
  void noticesAFileThatAScriptChangedWithoutChangingItsSize() {
    assertThatThrownBy(
            () ->
                tree(
                    root -> {
                      Path packaged = root.resolve("usr/share/doc/hostname/copyright");
                      String key = "-----BEGIN PRIVATE KEY-----\n";
                      int size = (int) Files.size(packaged);
                      Files.writeString(packaged, key + "x".repeat(size - key.length()));
                    }))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("/usr/share/doc/hostname/copyright");
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

  @Test
  void isOfTheDayOfItsNewestPackage() throws IOException {
    tree(root -> {});
    assertThat(Instant.ofEpochSecond(Long.parseLong(now))).isEqualTo(NEWEST);
  }

  @Test
  void showsTheLastLinesWhenAPackageFails() {
    Sandbox failing =
        (job, lines) -> {
          lines.accept("dpkg: error processing package nonsense");
          return 1;
        };
    assertThatThrownBy(
            () ->
                new DebianBase(failing, scratch, RECIPE, Progress.NONE)
                    .tree(scratch, debs(), p -> false))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("error processing package nonsense")
        .hasMessageContaining("<packages>");
  }

  private static void users(Path root) throws IOException {
    Files.writeString(
        root.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:2::/home/daemon:/bin/sh\n"
            + "bin:x:2:2:bin:/usr/bin:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nmail:x:8:\n");
  }

  private void record(String... fields) throws IOException {
    Files.writeString(
        scratch.resolve("record/calls"),
        String.join("\0", fields) + "\0",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private FileTree tree(Scripts scripts) throws IOException {
    return tree(debs(), scripts);
  }

  private FileTree tree(List<Path> debs, Scripts scripts) throws IOException {
    Sandbox sandbox =
        new Sandbox() {
          @Override
          public int run(Job job, Consumer<String> lines) throws IOException {
            if (job.own().isEmpty()) {
              Files.createFile(job.writable().get("/wee/out").resolve("recorder.so"));
              return 0; // The compiler's job.
            }
            Path root = job.own().orElseThrow();
            assertThat(root.resolve("etc/ld.so.preload")).exists();
            now = job.environment().get("SOURCE_DATE_EPOCH");
            status = Files.readString(root.resolve("var/lib/dpkg/status"));
            try {
              scripts.run(root);
            } catch (Failed e) {
              return 1;
            }
            return 0;
          }
        };
    return new DebianBase(sandbox, scratch, RECIPE, heard).tree(scratch, debs, p -> false);
  }

  private static List<Path> debs() {
    return List.of(
        DEBS.resolve("hostname_3.23+nmu1_amd64.deb"), DEBS.resolve("netbase_6.4_all.deb"));
  }

  private static String text(FileTree tree, String path) throws IOException {
    return new String(tree.get(path).orElseThrow().content().readAll(), StandardCharsets.UTF_8);
  }

  /** A script's. */
  private static final class Failed extends RuntimeException {}

  private interface Scripts {
    void run(Path root) throws IOException;
  }
}
