package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedSecretsTest extends DebianBaseRig {
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
    "etc/app/server.pem, '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA0Z3VS5JJ'",
    "etc/app/host, '-----BEGIN OPENSSH PRIVATE KEY-----\r\nb3BlbnNzaC1rZXktdjEAAAAA'",
    "etc/app/bundle, '-----BEGIN CERTIFICATE-----\nMA==\n-----BEGIN PRIVATE KEY-----\n  MIIEvQIBADANBgkqhkiG'",
    "etc/app/old.pem, '-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,3F\n\nMHcCAQEEIIrYSSNQFaA2'",
    "etc/app/signer, '-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\nlQOYBFb0xVoBCADAx2x8'",
    "etc/app/account.json, '{\"k\": \"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG\\n\"}'",
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

  /** update-mime-database(1) lists what files begin with, and scripts copy what everybody has. */
  @Test
  void takesNeitherTheFirstLineOfAKeyNorAPackagesExampleForAKey() throws IOException {
    String example = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n";
    Path deb = withFile("./usr/share/app/example.pem", example);
    tree(
        List.of(deb),
        root -> {
          Path mime = Files.createDirectories(root.resolve("usr/share/mime"));
          Files.writeString(
              mime.resolve("magic"),
              """
              MIME-Magic\0
              [50:application/pgp-keys]
              >0=\0\45-----BEGIN PGP PRIVATE KEY BLOCK-----
              [50:application/pkcs8]
              >0=\0\33-----BEGIN PRIVATE KEY-----
              [50:application/x-pem-key]
              >0=\0\37-----BEGIN RSA PRIVATE KEY-----
              """);
          copy(root, "usr/share/app/example.pem", "etc/app.pem");
        });
    assertThat(heard.said()).isEmpty();
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
    "etc/wireguard/wg0.conf, PrivateKey = yAnz5TF3lXXJte14tjiuVJ5z8zS2vZ0nN4dQ=, true",
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

  /** As ucf(1) makes one of a package's template. */
  @Test
  void doubtsNoCopyOfWhatAPackageBrought() throws IOException {
    tree(List.of(configured()), root -> copy(root, "usr/share/app/app.conf", "etc/app.conf"));
    assertThat(heard.said()).isEmpty();
  }

  @Test
  void doubtsSettingsThatAScriptWroteOverThePackagesOwnOfTheSameSize() throws IOException {
    tree(
        List.of(configured()),
        root -> {
          Path packaged = root.resolve("usr/share/app/app.conf");
          Files.writeString(packaged, Files.readString(packaged).replace("0123", "9876"));
        });
    assertThat(heard.said()).hasSize(1);
    assertThat(heard.said().get(0)).contains("/usr/share/app/app.conf");
  }

  @Test
  void doubtsSettingsThoughAScriptRemovedAPackagesFileOfTheirSize() throws IOException {
    tree(
        List.of(configured()),
        root -> {
          Path packaged = root.resolve("usr/share/app/app.conf");
          Path written = root.resolve("etc/app.conf");
          Files.writeString(written, Files.readString(packaged).replace("0123", "9876"));
          Files.delete(packaged);
        });
    assertThat(heard.said()).hasSize(1);
    assertThat(heard.said().get(0)).contains("/etc/app.conf");
  }

  /** With a password among its settings, which is no secret. */
  private Path configured() throws IOException {
    return withFile("./usr/share/app/app.conf", "password = 0123456789abcdef0123\n");
  }

  private Path withFile(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TestDeb.write(
        scratch.resolve("app.deb"),
        tar -> {
          TestDeb.file(tar, "./etc/other", new byte[0]);
          TarArchiveEntry old = new TarArchiveEntry(name);
          old.setSize(bytes.length);
          old.setModTime(0); // A test is done within a second.
          tar.putArchiveEntry(old);
          tar.write(bytes);
          tar.closeArchiveEntry();
        });
  }

  private static void copy(Path root, String from, String to) throws IOException {
    Files.copy(root.resolve(from), root.resolve(to));
  }
}
