package io.github.weepython.maven.daemon;

import com.github.dockerjava.api.exception.DockerException;
import io.github.weepython.maven.fuzz.AnsweringServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** This room's readers, for the fuzzer. */
public final class DaemonReaders {
  private static final AnsweringServer SERVER = AnsweringServer.start();
  private static final Duration MOST = Duration.ofSeconds(2);
  private static final DaemonTimeouts SHORT = new DaemonTimeouts(MOST, MOST, MOST);

  private DaemonReaders() {}

  /**
   * The parts are what a daemon says of itself, of an image, of loading one, of a container, and
   * the files of that.
   */
  public static void answers(byte[] bytes, Path root) throws IOException {
    List<String> paths = List.of("/version", "/images/a/json", "/images/load", "/json", "/archive");
    SERVER.answer(
        bytes,
        request ->
            paths.stream().filter(request::contains).findFirst().map(paths::indexOf).orElse(-1));
    Endpoint endpoint =
        new Endpoint(
            "DOCKER_HOST", URI.create("tcp://127.0.0.1:" + SERVER.port()), Optional.empty());
    try (Daemon daemon = Daemon.open(endpoint, MOST, MOST, SHORT)) {
      daemon.imageId("a");
      daemon.isRunning("c");
      daemon.load(new ByteArrayInputStream(new byte[10]));
      try (InputStream files = daemon.copyFrom("c", "/out")) {
        files.readAllBytes();
      }
    } catch (RuntimeException e) {
      if (e.getClass() != RuntimeException.class && !(e instanceof DockerException)) {
        throw e;
      }
      // docker-java's words for a broken connection or a refusal, which whoever works with a
      // daemon puts into their own.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
