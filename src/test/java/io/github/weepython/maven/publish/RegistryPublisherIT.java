package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Login;
import io.github.weepython.maven.image.Artifacts;
import io.github.weepython.maven.image.Bundle;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageIndex;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.FaultProxy.Fault;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.store.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    return readBack("team/python", tag);
  }

  private Digest readBack(String repository, String tag) throws IOException, InterruptedException {
    return Digest.of(
        Tool.run(
            "skopeo",
            "inspect",
            "--raw",
            "--tls-verify=false",
            "docker://127.0.0.1:" + registry.port() + "/" + repository + ":" + tag));
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
  void leavesAnImmutableTagAlone() throws IOException, InterruptedException {
    push(proxy.port(), 60, "a");
    Digest first = image.digest();
    Files.createDirectory(dir.resolve("other"));
    Image other = TestImages.other(dir.resolve("other"));
    PushSettings strict = strict();
    ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/team/python");
    RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
    assertThatThrownBy(() -> publisher.push(other.bundle(), name, List.of("a"), strict))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining(":a is " + first)
        .hasMessageContaining("immutableTags");
    assertThat(readBack("a")).isEqualTo(first);
    publisher.push(image.bundle(), name, List.of("a", "new"), strict);
    assertThat(readBack("new")).isEqualTo(first);
  }

  private PushSettings strict() {
    PushSettings usual = settings(Optional.empty(), dir, 60);
    return new PushSettings(
        usual.credentials(), usual.timeout(), usual.backoff(), usual.way(), true, usual.origins());
  }

  @Test
  void mountsWhatAnotherRepositoryHas() throws IOException, InterruptedException {
    PushSettings usual = settings(Optional.empty(), dir, 60);
    PushSettings remembering =
        new PushSettings(
            usual.credentials(),
            usual.timeout(),
            usual.backoff(),
            usual.way(),
            false,
            new MapOrigins());
    String host = "127.0.0.1:" + proxy.port();
    RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
    publisher.push(
        image.bundle(), ImageName.parse(host + "/team/python"), List.of("a"), remembering);
    proxy.forget();
    ImageName elsewhere = ImageName.parse(host + "/other/python");
    PushResult result = publisher.push(image.bundle(), elsewhere, List.of("a"), remembering);
    assertThat(result.blobsSent()).isZero();
    assertThat(proxy.count("PATCH")).isZero();
    assertThat(readBack("other/python", "a")).isEqualTo(image.digest());
  }

  @Test
  void pushesAnIndexWithItsImages() throws IOException, InterruptedException {
    Files.createDirectory(dir.resolve("arm"));
    ImageIndex index =
        ImageIndex.of(List.of(image, TestImages.arm(dir.resolve("arm"))), Map.of("a.b", "c"));
    String host = "127.0.0.1:" + proxy.port();
    new RegistryPublisher(Progress.NONE)
        .push(
            index.bundle(),
            ImageName.parse(host + "/team/python"),
            List.of("all"),
            settings(Optional.empty(), dir, 60));
    assertThat(readBack("all")).isEqualTo(index.digest());
    Path copied = dir.resolve("copied");
    String from = "docker://127.0.0.1:" + registry.port() + "/team/python:all";
    Tool.run("skopeo", "copy", "--all", "--src-tls-verify=false", from, "oci:" + copied + ":all");
    Path written = dir.resolve("written");
    OciLayoutWriter.write(index.bundle(), "all", written);
    assertThat(OciLayoutReader.read(copied, index.digest()).allBlobs().keySet())
        .isEqualTo(OciLayoutReader.read(written, index.digest()).allBlobs().keySet());
    Tool.run(
        "skopeo", "copy", "--all", "oci:" + written + ":all", "oci:" + dir.resolve("2") + ":all");
  }

  @Test
  void anotherFlavourSendsItsOwnLayerAndTwoSmallJsons() throws IOException {
    push(proxy.port(), 60, "a");
    proxy.forget();
    Files.createDirectory(dir.resolve("b"));
    Image b = TestImages.other(dir.resolve("b")); // the same base, another layer above it
    PushResult result =
        new RegistryPublisher(Progress.NONE)
            .push(
                b.bundle(),
                ImageName.parse("127.0.0.1:" + proxy.port() + "/team/python"),
                List.of("b"),
                settings(Optional.empty(), dir, 60));
    long layer = b.layers().get(1).size();
    assertThat(result).isEqualTo(new PushResult(b.digest(), 2, layer + b.config().length, 1));
    assertThat(proxy.count("POST")).isEqualTo(2);
    assertThat(proxy.count("PATCH")).isEqualTo(2);
    assertThat(proxy.bytes("PATCH")).isEqualTo(layer + b.config().length);
    assertThat(proxy.count("PUT")).as("two uploads' ends, one manifest").isEqualTo(3);
    assertThat(proxy.bytes("PUT")).isEqualTo(b.manifest().length);
  }

  @Test
  void keepsAnArtifactBesideTheImageItIsAbout() throws Exception {
    push(proxy.port(), 60, "a");
    byte[] sbom = "{\"bomFormat\":\"CycloneDX\"}".getBytes(StandardCharsets.UTF_8);
    Bundle artifact =
        Artifacts.about(
            image.bundle(), "application/vnd.cyclonedx+json", sbom, Map.of("made.by", "wee"));
    String host = "127.0.0.1:" + proxy.port();
    PushResult result =
        new RegistryPublisher(Progress.NONE)
            .push(
                artifact,
                ImageName.parse(host + "/team/python"),
                List.of(),
                settings(Optional.empty(), dir, 60));
    assertThat(result.blobsSent()).isEqualTo(2);
    String at = "docker://127.0.0.1:" + registry.port() + "/team/python@" + artifact.digest().oci();
    byte[] served = Tool.run("skopeo", "inspect", "--raw", "--tls-verify=false", at);
    assertThat(served).isEqualTo(artifact.manifest());
    assertThat(new String(served, StandardCharsets.UTF_8))
        .contains("\"subject\":{\"mediaType\":\"" + image.manifestMediaType())
        .contains(image.digest().oci());
  }

  @Test
  void dockerPullsImagesAndIndexes() throws Exception {
    Files.createDirectory(dir.resolve("arm"));
    ImageIndex index = ImageIndex.of(List.of(image, TestImages.arm(dir.resolve("arm"))), Map.of());
    ImageName name = ImageName.parse("127.0.0.1:" + registry.port() + "/team/python");
    RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
    PushSettings usual = settings(Optional.empty(), dir, 60);
    publisher.push(image.bundle(), name, List.of("one"), usual);
    publisher.push(index.bundle(), name, List.of("all"), usual);
    try (DockerDaemon docker = DockerDaemon.start(dir.resolve("d"))) {
      for (String each : List.of(":one", "@" + image.digest().oci(), ":all")) {
        docker.docker("pull", "--platform", "linux/amd64", name + each);
        assertThat(docker.docker("inspect", "-f", "{{.Id}}", name + each))
            .isEqualTo(image.id().oci());
      }
    }
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
        .hasMessageContaining("may not be pushed: the registry says HTTP 403: not yours")
        .hasMessageContaining("Used: no credential");
    assertThat(proxy.count("POST")).isLessThanOrEqualTo(3);
  }
}
