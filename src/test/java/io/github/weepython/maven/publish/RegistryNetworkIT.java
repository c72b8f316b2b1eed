package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.HttpProxy;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry with TLS and passwords, by an authority of its own, behind squid. */
class RegistryNetworkIT {
  // user "wee", password "right"; bcrypt is all that docker-registry takes.
  private static final String HTPASSWD =
      "wee:$2y$05$abcdefghijklmnopqrstuu8xaCxxL82bnl.UY74PMksDxIJShppPC\n";
  private static final Optional<Credential> RIGHT =
      Optional.of(new Credential("test", "wee", "right"));

  @TempDir Path dir;
  private Path htpasswd;
  private Path certificate;
  private Path key;
  private Image image;

  @BeforeEach
  void makeCertificate() throws IOException, InterruptedException {
    htpasswd = Files.writeString(dir.resolve("htpasswd"), HTPASSWD);
    TestCertificate made = TestCertificate.make(dir);
    certificate = made.certificate();
    key = made.key();
    image = TestImages.image(dir);
  }

  private static Function<URI, Proxy> by(SquidProxy squid, String password) {
    InetSocketAddress address = InetSocketAddress.createUnresolved("127.0.0.1", squid.port());
    Credential login = new Credential("settings.xml, proxy 'squid'", SquidProxy.USER, password);
    return uri -> new HttpProxy("settings.xml", address, Optional.of(login));
  }

  private PushSettings settings(Optional<Credential> login, RegistryTransport way) {
    return new PushSettings(
        new Credentials(any -> login, Map.of(), dir),
        Duration.ofSeconds(30),
        new Backoff(Duration.ofMillis(20), new Random(7), Backoff.Pause.REAL),
        way,
        false,
        BlobMountSources.NONE);
  }

  private static ImageName name(int port) {
    return ImageName.parse("127.0.0.1:" + port + "/team/python");
  }

  private PushResult push(int port, Optional<Credential> login, RegistryTransport way) {
    return new RegistryPublisher(Progress.NONE)
        .push(image.bundle(), name(port), List.of("a"), settings(login, way));
  }

  private boolean isThere(
      int port, List<String> tags, Optional<Credential> login, RegistryTransport way) {
    return new RegistryPublisher(Progress.NONE)
        .isThere(image.digest(), name(port), tags, settings(login, way));
  }

  @Test
  void trustsAnAuthorityThatIsGivenAndNoOther() throws Exception {
    try (RegistryServer registry = RegistryServer.startWithTls(dir, htpasswd, certificate, key)) {
      assertThatThrownBy(() -> push(registry.port(), RIGHT, RegistryTransport.DIRECT))
          .isInstanceOf(PublishException.class)
          .hasMessageContaining("-Dwee.registryCa");
      RegistryTransport trusting =
          new RegistryTransport(uri -> Proxy.NO_PROXY, Optional.of(certificate), false);
      assertThat(push(registry.port(), RIGHT, trusting).blobsSent()).isEqualTo(3);
      assertThat(isThere(registry.port(), List.of("a"), RIGHT, trusting)).isTrue();
      assertThat(isThere(registry.port(), List.of("a", "b"), RIGHT, trusting)).isFalse();
      assertThat(isThere(registry.port(), List.of("a"), Optional.empty(), trusting)).isFalse();
      assertThat(isThere(registry.port(), List.of("a"), RIGHT, RegistryTransport.DIRECT)).isFalse();
    }
  }

  @Test
  void findsThePasswordInDockersConfig() throws Exception {
    try (RegistryServer registry = RegistryServer.startWithTls(dir, htpasswd, certificate, key)) {
      Files.createDirectories(dir.resolve(".docker"));
      Files.writeString(
          dir.resolve(".docker/config.json"),
          "{\"auths\":{\"127.0.0.1:%d\":{\"auth\":\"d2VlOnJpZ2h0\"}}}".formatted(registry.port()));
      RegistryTransport trusting =
          new RegistryTransport(uri -> Proxy.NO_PROXY, Optional.of(certificate), false);
      assertThat(push(registry.port(), Optional.empty(), trusting).blobsSent()).isEqualTo(3);
    }
  }

  @Test
  void goesThroughAProxyThatWantsAPassword() throws Exception {
    Path etc = Files.createDirectory(dir.resolve("squid"));
    Files.setPosixFilePermissions(
        dir, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    try (RegistryServer registry = RegistryServer.startWithTls(dir, htpasswd, certificate, key);
        SquidProxy squid = SquidProxy.start(etc, "let me in")) {
      RegistryTransport way =
          new RegistryTransport(by(squid, "let me in"), Optional.of(certificate), false);
      assertThat(push(registry.port(), RIGHT, way).blobsSent()).isEqualTo(3);
      assertThat(isThere(registry.port(), List.of("a"), RIGHT, way)).isTrue();
      RegistryTransport wrong =
          new RegistryTransport(by(squid, "s3cretButWrong"), Optional.of(certificate), false);
      assertThatThrownBy(() -> push(registry.port(), RIGHT, wrong))
          .hasMessageContaining("proxy")
          .hasMessageContaining("407")
          .hasMessageNotContaining("s3cretButWrong");
      squid.close(); // It writes a tunnel down when that ends.
      assertThat(squid.log()).contains("CONNECT 127.0.0.1:" + registry.port() + " wee");
    }
  }

  @Test
  void goesThroughAProxyToAPlainRegistryOfThisMachine() throws Exception {
    Path etc = Files.createDirectory(dir.resolve("squid"));
    Files.setPosixFilePermissions(
        dir, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    try (RegistryServer registry = RegistryServer.start(dir);
        SquidProxy squid = SquidProxy.start(etc, "let me in")) {
      RegistryTransport way =
          new RegistryTransport(by(squid, "let me in"), Optional.empty(), false);
      assertThat(push(registry.port(), Optional.empty(), way).blobsSent()).isEqualTo(3);
      assertThat(isThere(registry.port(), List.of("a"), Optional.empty(), way)).isTrue();
      squid.close();
      assertThat(squid.log()).contains("PATCH http://127.0.0.1:" + registry.port());
    }
  }
}
