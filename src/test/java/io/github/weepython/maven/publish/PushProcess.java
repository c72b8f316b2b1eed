package io.github.weepython.maven.publish;

import io.github.weepython.maven.http.Backoff;
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

/** A push in a process of its own, which can be killed. */
final class PushProcess {
  private PushProcess() {}

  static Process start(Path dir, ImageName name, String... tags) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                PushProcess.class.getName(),
                dir.toString(),
                name.toString()));
    command.addAll(List.of(tags));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("push.log").toFile())
        .start();
  }

  public static void main(String[] arguments) throws IOException {
    Path dir = Path.of(arguments[0]);
    Image image = TestImages.image(dir);
    PushSettings settings =
        new PushSettings(
            new Credentials(any -> Optional.empty(), Map.of(), dir),
            Duration.ofSeconds(60),
            new Backoff(Duration.ofMillis(20), new Random(7), Backoff.Pause.REAL),
            RegistryTransport.DIRECT,
            false,
            BlobMountSources.NONE);
    new RegistryPublisher(Progress.NONE)
        .push(
            image.bundle(),
            ImageName.parse(arguments[1]),
            List.of(arguments).subList(2, arguments.length),
            settings);
  }
}
