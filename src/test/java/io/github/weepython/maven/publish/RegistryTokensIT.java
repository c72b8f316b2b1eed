package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry as the public ones are: passwords are changed for tokens, and tokens end. */
class RegistryTokensIT {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path dir;
  private TestCertificate signer;
  private Image image;

  @BeforeEach
  void make() throws Exception {
    signer = TestCertificate.make(dir);
    image = TestImages.image(dir);
  }

  private PushResult push(
      FaultProxy proxy, String repository, String password, BlobMountSources origins) {
    Credential login = new Credential("settings.xml, server 'r'", "wee", password);
    PushSettings settings =
        new PushSettings(
            new Credentials(any -> Optional.of(login), Map.of(), dir),
            Duration.ofSeconds(60),
            new Backoff(Duration.ofMillis(20), new Random(7), Backoff.Pause.REAL),
            RegistryTransport.DIRECT,
            false,
            origins);
    ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/" + repository);
    return new RegistryPublisher(Progress.NONE).push(image.bundle(), name, List.of("a"), settings);
  }

  @Test
  void aTokenThatEndsInMidPushIsRenewed() throws Exception {
    try (TokenServer tokens = new TokenServer(signer, Duration.ofSeconds(2));
        RegistryServer registry =
            RegistryServer.startWithTokens(dir, tokens, signer.certificate());
        FaultProxy proxy = new FaultProxy(registry.port())) {
      proxy.slowDown(60); // 300 kB take five seconds
      assertThat(push(proxy, "team/python", "right", BlobMountSources.NONE).blobsSent())
          .isEqualTo(3);
      assertThat(tokens.scopes())
          .hasSizeGreaterThan(1)
          .containsOnly("repository:team/python:pull,push");
    }
  }

  @Test
  void aTokenThatIsOverAtOnceIsOneMessage() throws Exception {
    try (TokenServer tokens = new TokenServer(signer, Duration.ofSeconds(-60));
        RegistryServer registry =
            RegistryServer.startWithTokens(dir, tokens, signer.certificate());
        FaultProxy proxy = new FaultProxy(registry.port())) {
      assertThatThrownBy(() -> push(proxy, "team/python", "right", BlobMountSources.NONE))
          .isInstanceOf(PublishException.class)
          .hasMessageContaining("HTTP 401")
          .hasMessageContaining("Used: settings.xml, server 'r'");
    }
  }

  @Test
  void aWrongPasswordIsOneMessageWithoutIt() throws Exception {
    try (TokenServer tokens = new TokenServer(signer, LONG);
        RegistryServer registry =
            RegistryServer.startWithTokens(dir, tokens, signer.certificate());
        FaultProxy proxy = new FaultProxy(registry.port())) {
      assertThatThrownBy(() -> push(proxy, "team/python", "wr0ngSecret", BlobMountSources.NONE))
          .isInstanceOf(PublishException.class)
          .hasMessageContaining("HTTP 401")
          .hasMessageContaining("Used: settings.xml, server 'r'")
          .hasMessageNotContaining("wr0ngSecret");
    }
  }

  @Test
  void aTokenIsAskedForWhatIsMounted() throws Exception {
    MapOrigins origins = new MapOrigins();
    try (TokenServer tokens = new TokenServer(signer, LONG);
        RegistryServer registry =
            RegistryServer.startWithTokens(dir, tokens, signer.certificate());
        FaultProxy proxy = new FaultProxy(registry.port())) {
      push(proxy, "team/python", "right", origins);
      proxy.forget();
      assertThat(push(proxy, "other/python", "right", origins).blobsSent()).isZero();
      assertThat(proxy.count("PATCH")).isZero();
      assertThat(tokens.scopes()).contains("repository:team/python:pull");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void whatMayNotBeReadIsNotMountedFrom(int status) throws Exception {
    MapOrigins origins = new MapOrigins();
    try (TokenServer tokens = new TokenServer(signer, LONG);
        RegistryServer registry =
            RegistryServer.startWithTokens(dir, tokens, signer.certificate());
        FaultProxy proxy = new FaultProxy(registry.port())) {
      push(proxy, "team/python", "right", origins);
      tokens.refuse("team/python", status);
      assertThat(push(proxy, "other/python", "right", origins).blobsSent()).isEqualTo(3);
    }
  }
}
