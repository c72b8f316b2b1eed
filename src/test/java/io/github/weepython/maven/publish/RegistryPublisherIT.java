package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.FreePort;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.FaultProxy.Fault;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryPublisherIT extends RegistryRig {
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
        .hasMessageContaining("within 2 s");
  }

  @Test
  void givesUpInTimeWhereNobodyListens() throws IOException {
    int port = FreePort.next();
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
      Optional<Credential> wrong =
          Optional.of(new Credential("settings.xml, server 'r'", "wee", "wr0ngSecret"));
      assertThatThrownBy(
              () -> publisher.push(image.bundle(), name, List.of("a"), settings(wrong, dir, 20)))
          .hasMessageContaining("Used: settings.xml, server 'r'")
          .hasMessageNotContaining("wr0ngSecret");
      Optional<Credential> right = Optional.of(new Credential("settings.xml", "wee", "right"));
      assertThat(
              publisher
                  .push(image.bundle(), name, List.of("a"), settings(right, dir, 20))
                  .blobsSent())
          .isEqualTo(3);
    }
  }

  private static final String HTPASSWD =
      "wee:$2y$05$abcdefghijklmnopqrstuu8xaCxxL82bnl.UY74PMksDxIJShppPC\n";

  @Test
  void survives503OnHead() throws IOException, InterruptedException {
    proxy.answer("HEAD", "/blobs/", 1, "503 Unavailable", "", "");
    arrivesAfterAFault();
  }

  @Test
  void survivesAnAnswerThatNeverComes() throws IOException, InterruptedException {
    proxy.fail("POST", "/uploads/", 1, Fault.STALL);
    arrivesAfterAFault();
  }

  @Test
  void survivesASlowLink() throws IOException, InterruptedException {
    proxy.slowDown(100); // 300 kB take three seconds
    assertThat(push(proxy.port(), 60, "a").blobsSent()).isEqualTo(3);
    assertThat(readBack("a")).isEqualTo(image.digest());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void survivesOneRequestInFiveFailing(long seed) throws IOException, InterruptedException {
    proxy.failAtRandom(20, seed);
    push(proxy.port(), 60, "a", "b");
    assertThat(readBack("a")).isEqualTo(image.digest());
    assertThat(readBack("b")).isEqualTo(image.digest());
  }

  @Test
  void saysInTimeWhatTheLastFailureWasWhenNothingComesAnyMore() {
    proxy.answer("HEAD", "/blobs/", 3, "503 Unavailable", "", "closed for repair");
    proxy.fail("HEAD", "/blobs/", 100_000, Fault.STALL);
    long begin = System.nanoTime();
    assertThatThrownBy(() -> push(proxy.port(), 4, "a"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("no answer in time; before that, HTTP 503");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void refusesAFileThatIsNotWhatWasBuilt() throws IOException {
    Files.write(dir.resolve("site"), new byte[(int) Files.size(dir.resolve("site"))]);
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining(dir.resolve("site") + " is damaged");
  }

  @Test
  void saysPlainlyThatAccessIsForbidden() {
    proxy.answer("POST", "/uploads/", 100_000, "403 Forbidden", "", "not yours");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .hasMessageContaining("was refused: the registry says HTTP 403: not yours")
        .hasMessageContaining("Used: no credential");
    assertThat(proxy.count("POST")).isLessThanOrEqualTo(3);
  }
}
