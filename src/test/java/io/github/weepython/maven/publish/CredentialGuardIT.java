package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A credential goes to the registry and to its token server, and nowhere else. */
class CredentialGuardIT extends RegistryRig {
  private static final Credential LOGIN = new Credential("settings.xml", "wee", "right");

  private PushResult pushSignedIn(int port, Credential login, Optional<Path> authority) {
    PushSettings usual = settings(Optional.of(login), dir, 30);
    PushSettings settings =
        new PushSettings(
            usual.credentials(),
            usual.timeout(),
            usual.backoff(),
            new RegistryTransport(uri -> Proxy.NO_PROXY, authority, false),
            false,
            BlobMountSources.NONE);
    ImageName name = ImageName.parse("127.0.0.1:" + port + "/team/python");
    return new RegistryPublisher(Progress.NONE).push(image.bundle(), name, List.of("a"), settings);
  }

  private static List<String> authorized(FaultProxy proxy) {
    return proxy.heads().stream()
        .filter(head -> head.toLowerCase(Locale.ROOT).contains("\r\nauthorization:"))
        .toList();
  }

  @Test
  void anUploadsLocationElsewhereGetsTheLayersWithoutTheCredential() throws Exception {
    try (FaultProxy elsewhere = new FaultProxy(registry.port())) {
      proxy.uploadsGoTo(elsewhere.port());
      assertThat(pushSignedIn(proxy.port(), LOGIN, Optional.empty()).blobsSent()).isEqualTo(3);
      assertThat(elsewhere.count("PATCH")).isEqualTo(3);
      assertThat(authorized(elsewhere)).isEmpty();
      assertThat(authorized(proxy)).isNotEmpty();
    }
    assertThat(readBack("a")).isEqualTo(image.digest());
  }

  @Test
  void anUploadsLocationElsewhereMayNotNameATokenServer() throws Exception {
    Path tokenDir = Files.createDirectory(dir.resolve("tokens"));
    TestCertificate signer = TestCertificate.make(tokenDir);
    for (String password : List.of("right", "")) {
      // As docker login stores an identity token, which goes out in a body.
      Credential login =
          password.isEmpty() ? new Credential("test", "<token>", "identityToken") : LOGIN;
      try (TokenServer tokens = new TokenServer(signer, Duration.ofHours(1));
          RegistryServer closed =
              RegistryServer.startWithTokens(tokenDir, tokens, signer.certificate());
          FaultProxy front = new FaultProxy(closed.port());
          FaultProxy elsewhere = new FaultProxy(closed.port());
          FaultProxy thief = new FaultProxy(closed.port())) {
        elsewhere.answer(
            "PATCH",
            "/",
            1000,
            "401 Unauthorized",
            "WWW-Authenticate: Bearer realm=\"http://127.0.0.1:%d/steal\",service=\"test\"\r\n"
                .formatted(thief.port()),
            "");
        front.uploadsGoTo(elsewhere.port());
        assertThatThrownBy(() -> pushSignedIn(front.port(), login, Optional.empty()))
            .isInstanceOf(PublishException.class);
        assertThat(authorized(elsewhere)).isEmpty();
        assertThat(authorized(thief)).isEmpty();
        assertThat(thief.bytes("POST")).isZero();
      }
    }
  }

  @Test
  void aRedirectedTokenRequestTakesNoTokenAlong() throws Exception {
    try (FaultProxy thief = new FaultProxy(registry.port())) {
      String realm = "http://127.0.0.1:%d/token".formatted(proxy.port());
      proxy.answer(
          "GET",
          "/v2/",
          2, // The first asks whether TLS is spoken here.
          "401 Unauthorized",
          "WWW-Authenticate: Bearer realm=\"" + realm + "\",service=\"test\"\r\n",
          "");
      proxy.answer(
          "POST",
          "/token",
          100,
          "307 Temporary Redirect",
          "Location: http://127.0.0.1:%d/steal\r\n".formatted(thief.port()),
          "");
      Credential identity = new Credential("test", "<token>", "identityToken");
      assertThatThrownBy(() -> pushSignedIn(proxy.port(), identity, Optional.empty()))
          .hasMessageContaining("redirects a POST to another server")
          .hasMessageNotContaining("identityToken");
      assertThat(thief.heads()).isEmpty();
    }
  }

  @Test
  void aTokenServerWithoutTlsIsRefused() {
    proxy.answer(
        "GET",
        "/v2/",
        2, // The first asks whether TLS is spoken here.
        "401 Unauthorized",
        "WWW-Authenticate: Bearer realm=\"http://tokens.example.invalid/token\"\r\n",
        "");
    assertThatThrownBy(() -> pushSignedIn(proxy.port(), LOGIN, Optional.empty()))
        .hasMessageContaining("token server http://tokens.example.invalid:80: expected https");
  }

  @Test
  void fromHttpsToHttpIsRefused() throws Exception {
    TestCertificate made = TestCertificate.make(dir);
    try (FaultProxy tls = FaultProxy.terminatingTls(registry.port(), made.tls())) {
      Optional<Path> authority = Optional.of(made.certificate());
      assertThatThrownBy(() -> pushSignedIn(tls.port(), LOGIN, authority))
          .isInstanceOf(PublishException.class)
          .hasMessageContaining("from https to http")
          .hasMessageContaining("X-Forwarded-Proto");
      assertThat(tls.count("POST")).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void aRedirectFromHttpsToHttpIsRefused() throws Exception {
    TestCertificate made = TestCertificate.make(dir);
    try (FaultProxy tls = FaultProxy.terminatingTls(registry.port(), made.tls())) {
      tls.answer(
          "HEAD",
          "/blobs/",
          1000,
          "307 Temporary Redirect",
          "Location: http://127.0.0.1:%d/v2/\r\n".formatted(proxy.port()),
          "");
      Optional<Path> authority = Optional.of(made.certificate());
      assertThatThrownBy(() -> pushSignedIn(tls.port(), LOGIN, authority))
          .hasMessageContaining("from https to http, which is refused");
      assertThat(proxy.heads()).isEmpty();
    }
  }
}
