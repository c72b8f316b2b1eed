package io.github.weepython.maven.publish;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real registry with a proxy before it that can do it harm, and an image to push. */
abstract class RegistryRig {
  @TempDir Path dir;
  RegistryServer registry;
  FaultProxy proxy;
  Image image;

  @BeforeEach
  final void start() throws IOException, InterruptedException {
    registry = RegistryServer.start(dir);
    proxy = new FaultProxy(registry.port());
    image = TestImages.image(dir);
  }

  @AfterEach
  final void stop() throws IOException {
    proxy.close();
    registry.close();
  }

  static PushSettings settings(Optional<Credential> credential, Path home, int seconds) {
    return new PushSettings(
        new Credentials(any -> credential, Map.of(), home),
        Duration.ofSeconds(seconds),
        new Backoff(Duration.ofMillis(20), new Random(7), Backoff.Pause.REAL),
        RegistryTransport.DIRECT,
        false,
        BlobMountSources.NONE);
  }

  final PushResult push(int port, int seconds, String... tags) {
    return new RegistryPublisher(Progress.NONE)
        .push(
            image.bundle(),
            ImageName.parse("127.0.0.1:" + port + "/team/python"),
            List.of(tags),
            settings(Optional.empty(), dir, seconds));
  }

  final Digest readBack(String tag) throws IOException, InterruptedException {
    return readBack("team/python", tag);
  }

  final Digest readBack(String repository, String tag) throws IOException, InterruptedException {
    return Digest.of(
        Tool.run(
            "skopeo",
            "inspect",
            "--raw",
            "--tls-verify=false",
            "docker://127.0.0.1:" + registry.port() + "/" + repository + ":" + tag));
  }
}
