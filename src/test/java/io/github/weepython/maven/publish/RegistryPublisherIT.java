package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Login;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.FaultProxy.Fault;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.store.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryPublisherIT {
  @TempDir Path dir;
  private RegistryServer registry;
  private FaultProxy proxy;
  private Image image;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    registry = RegistryServer.start(dir);
    proxy = new FaultProxy(registry.port());
    image = TestImages.image(dir);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    registry.close();
  }

  private static PushSettings settings(Optional<Login> credential, Path home, int seconds) {
    return new PushSettings(
        new Credentials(any -> credential, Map.of(), home),
        Duration.ofSeconds(seconds),
        new Backoff(Duration.ofMillis(20), new Random(7), Backoff.Pause.REAL),
        RegistryWay.DIRECT,
        false,
        BlobOrigins.NONE);
  }

  private PushResult push(int port, int seconds, String... tags) {
    return new RegistryPublisher(Progress.NONE)
        .push(
            image.bundle(),
            ImageName.parse("127.0.0.1:" + port + "/team/python"),
            List.of(tags),
            settings(Optional.empty(), dir, seconds));
  }

  private Digest readBack(String tag) throws IOException, InterruptedException {
    return Digest.of(
        Tool.run(
            "skopeo",
            "inspect",
            "--raw",
            "--tls-verify=false",
            "docker://127.0.0.1:" + registry.port() + "/team/python:" + tag));
  }

  private void arrivesAfterAFault() throws IOException, InterruptedException {
    PushResult result = push(proxy.port(), 60, "a");
    assertThat(proxy.injected()).isEqualTo(1);
    assertThat(result.blobsSent()).isEqualTo(3);
    assertThat(readBack("a")).isEqualTo(image.digest());
  }

  @Test
  void pushesUnderEachTagWhatSkopeoReadsBack() throws IOException, InterruptedException {
    PushResult result = push(proxy.port(), 60, "a", "b");
    assertThat(result.digest()).isEqualTo(image.digest());
    assertThat(result.blobsSent()).isEqualTo(3);
    assertThat(readBack("a")).isEqualTo(image.digest());
    assertThat(readBack("b")).isEqualTo(image.digest());
  }

  @Test
  void sendsNothingTheSecondTime() {
    push(proxy.port(), 60, "a");
    proxy.forget();
    assertThat(push(proxy.port(), 60, "a")).isEqualTo(new PushResult(image.digest(), 0, 0, 3));
    assertThat(proxy.count("POST") + proxy.count("PATCH") + proxy.count("PUT")).isZero();
  }

  @Test
  void sendsNoBlobForAnotherTag() throws IOException, InterruptedException {
    push(proxy.port(), 60, "a");
    proxy.forget();
    assertThat(push(proxy.port(), 60, "b").blobsSent()).isZero();
    assertThat(proxy.count("POST") + proxy.count("PATCH")).isZero();
    assertThat(readBack("b")).isEqualTo(image.digest());
  }

  @Test
  void survives503OnPost() throws IOException, InterruptedException {
    proxy.answer("POST", "/uploads/", 1, "503 Unavailable", "", "busy");
    arrivesAfterAFault();
  }

  @Test
  void obeysRetryAfterOf429OnPatch() throws IOException, InterruptedException {
    proxy.answer("PATCH", "/uploads/", 1, "429 Slow Down", "Retry-After: 1\r\n", "slowly");
    long begin = System.nanoTime();
    arrivesAfterAFault();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void survivesAResetOnHead() throws IOException, InterruptedException {
    proxy.fail("HEAD", "/blobs/", 1, Fault.RESET);
    arrivesAfterAFault();
  }

  @Test
  void survivesACutInMidPatch() throws IOException, InterruptedException {
    // Three at a time, so that the blob of 300 kB meets the fault whichever comes first; it alone
    // is
    // long enough to be cut.
    proxy.fail("PATCH", "/uploads/", 3, Fault.CUT_BODY);
    arrivesAfterAFault();
  }

  @Test
  void survives500OnPut() throws IOException, InterruptedException {
    proxy.answer("PUT", "/uploads/", 1, "500 Broken", "", "oops");
    arrivesAfterAFault();
  }

  @Test
  void takesALostAnswerToPutForDone() throws IOException, InterruptedException {
    proxy.fail("PUT", "/uploads/", 1, Fault.LOSE_ANSWER);
    arrivesAfterAFault();
  }

  @Test
  void survives502OnTheManifest() throws IOException, InterruptedException {
    proxy.answer("PUT", "/manifests/", 1, "502 Bad Gateway", "", "");
    arrivesAfterAFault();
  }

  @Test
  void saysOnceWhatARegistryThatStaysDownSaid() {
    proxy.answer("POST", "/uploads/", 100_000, "503 Unavailable", "", "closed for repair");
    assertThatThrownBy(() -> push(proxy.port(), 2, "a"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("HTTP 503: closed for repair")
        .hasMessageContaining("within PT2S");
  }

  @Test
  void givesUpInTimeWhereNobodyListens() throws IOException {
    int port = RegistryServer.freePort();
    long begin = System.nanoTime();
    assertThatThrownBy(() -> push(port, 2, "a")).isInstanceOf(PublishException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void doesNotRepeatWhatIsRefusedForGood() {
    proxy.answer("POST", "/uploads/", 100_000, "413 Too Large", "", "too large");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .hasMessageContaining("HTTP 413: too large")
        .hasMessageContaining("Trying again would not help");
    assertThat(proxy.count("POST")).isLessThanOrEqualTo(3);
  }

  @Test
  void tellsWhichCredentialWasUsedAndNeverThePassword() throws Exception {
    Path secure = Files.createDirectory(dir.resolve("secure"));
    // user "wee", password "right"; bcrypt is all that docker-registry takes.
    Path htpasswd = Files.writeString(secure.resolve("htpasswd"), HTPASSWD);
    try (RegistryServer closed = RegistryServer.startWithPasswords(secure, htpasswd)) {
      ImageName name = ImageName.parse("127.0.0.1:" + closed.port() + "/team/python");
      RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
      assertThatThrownBy(
              () ->
                  publisher.push(
                      image.bundle(), name, List.of("a"), settings(Optional.empty(), dir, 20)))
          .hasMessageContaining("HTTP 401")
          .hasMessageContaining("Used: no credential")
          .hasMessageContaining("settings.xml")
          .hasMessageContaining("WEE_REGISTRY_USERNAME is not set")
          .hasMessageContaining(dir.resolve(".docker/config.json") + " (no such file)");
      Optional<Login> wrong =
          Optional.of(new Login("settings.xml, server 'r'", "wee", "wr0ngSecret"));
      assertThatThrownBy(
              () -> publisher.push(image.bundle(), name, List.of("a"), settings(wrong, dir, 20)))
          .hasMessageContaining("Used: settings.xml, server 'r'")
          .hasMessageNotContaining("wr0ngSecret");
      Optional<Login> right = Optional.of(new Login("settings.xml", "wee", "right"));
      assertThat(
              publisher
                  .push(image.bundle(), name, List.of("a"), settings(right, dir, 20))
                  .blobsSent())
          .isEqualTo(3);
    }
  }

  private static final String HTPASSWD =
      "wee:$2y$05$abcdefghijklmnopqrstuu8xaCxxL82bnl.UY74PMksDxIJShppPC\n";
}
