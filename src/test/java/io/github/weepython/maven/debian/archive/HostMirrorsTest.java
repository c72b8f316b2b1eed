package io.github.weepython.maven.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostMirrorsTest {
  @TempDir Path etcApt;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(etcApt.resolve("sources.list.d"));
  }

  @Test
  void readsOneLineSources() throws IOException {
    Files.writeString(
        etcApt.resolve("sources.list"),
        """
        # deb http://commented.example/debian bookworm main
        deb-src http://source.example/debian bookworm main
        deb cdrom:[Debian]/ bookworm main
        deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://a.example/debian/ bookworm main contrib # ours
        deb http://a.example/debian bookworm-updates main
        deb https://b.example/security bookworm-security main
        deb http://old.example/security bullseye/updates main
        deb [signed-by=/usr/share/keyrings/other.gpg] http://other.example/debian bookworm main
        deb https://vendor.example/apt stable-vendor main
        """);
    Mirrors mirrors = HostMirrors.read(etcApt, "debian");
    assertThat(mirrors.main()).containsExactly(URI.create("http://a.example/debian"));
    assertThat(mirrors.security())
        .containsExactly(
            URI.create("https://b.example/security"), URI.create("http://old.example/security"));
  }

  @Test
  void readsDeb822Sources() throws IOException {
    Files.writeString(
        etcApt.resolve("sources.list.d/debian.sources"),
        """
        Types: deb deb-src
        # where the image came from
        URIs: http://a.example/debian http://b.example/debian
        Suites: trixie trixie-updates
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp

        Enabled: no
        Types: deb
        URIs: http://c.example/security
        Suites: trixie-security
        Components: main
        """);
    Mirrors mirrors = HostMirrors.read(etcApt, "debian");
    assertThat(mirrors.main())
        .containsExactly(
            URI.create("http://a.example/debian"), URI.create("http://b.example/debian"));
    assertThat(mirrors.security()).isEqualTo(Mirrors.DEFAULT.security());
  }

  /** All that apt takes for no. */
  @ParameterizedTest
  @ValueSource(strings = {"no", "No", "false", "off", "0", "without", "disable"})
  void passesOverSourcesThatAreSwitchedOff(String enabled) throws IOException {
    assertThat(mainOf(enabled)).isEqualTo(Mirrors.DEFAULT.main());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "true", "on", "1", ""})
  void readsSourcesThatAreSwitchedOn(String enabled) throws IOException {
    assertThat(mainOf(enabled)).containsExactly(URI.create("http://a.example/debian"));
  }

  private List<URI> mainOf(String enabled) throws IOException {
    Files.writeString(
        etcApt.resolve("sources.list.d/own.sources"),
        """
        Types: deb
        URIs: http://a.example/debian
        Suites: trixie
        Components: main
        Enabled: %s
        """
            .formatted(enabled));
    return HostMirrors.read(etcApt, "debian").main();
  }

  @Test
  void takesDebiansOwnOnOtherHosts() throws IOException {
    Files.writeString(etcApt.resolve("sources.list"), "deb http://a.example/debian sid main\n");
    assertThat(HostMirrors.read(etcApt, "ubuntu")).isEqualTo(Mirrors.DEFAULT);
    assertThat(HostMirrors.read(etcApt.resolve("missing"), "debian")).isEqualTo(Mirrors.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:100%@a.example/debian",
        "http://user:p^w@a.example/debian",
        "http://apt_cache:3142/debian",
        "file:///"
      })
  void passesOverAddressesThatJavaCanNotAsk(String uri) throws IOException {
    Files.writeString(
        etcApt.resolve("sources.list"),
        "deb " + uri + " trixie main\ndeb http://b.example/debian trixie main\n");
    assertThat(HostMirrors.read(etcApt, "debian").main())
        .containsExactly(URI.create("http://b.example/debian"));
  }
}
