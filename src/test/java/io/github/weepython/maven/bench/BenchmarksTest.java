package io.github.weepython.maven.bench;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.TestImages;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {
  @TempDir Path dir;

  /** A daemon's machine is seldom the one that Maven runs on. */
  @Test
  void namesTheProcessorThatTheImageRanOn() throws Exception {
    List<List<String>> commands = new ArrayList<>();
    Sandbox elsewhere =
        (job, lines) -> {
          commands.add(job.command());
          if (job.command().contains("/bench.py")) {
            lines.accept("cpu: A Processor elsewhere");
            lines.accept("calls 0.1");
          } else {
            lines.accept("a table");
          }
          return 0;
        };
    Image image = TestImages.image(Files.createDirectories(dir.resolve("layers")));
    Path layout = dir.resolve("oci");
    OciLayoutWriter.write(image, List.of("wee"), layout);
    Path folder = dir.resolve("benchmarks");

    Path table =
        new Benchmarks(new Store(dir.resolve("cache")), elsewhere, dir, Progress.NONE)
            .run(
                Map.of("wee", OciLayoutReader.read(layout, image.digest())),
                2,
                List.of("calls"),
                folder);

    assertThat(commands)
        .containsExactly(
            List.of("python3", "/bench.py", "--cpu", "calls"),
            List.of("python3", "/bench.py", "--cpu", "calls"),
            List.of("python3", "/table.py", "md", "wee=/times-0.json"));
    assertThat(BenchmarkTimes.of(JSON.readTree(folder.resolve("wee.json").toFile())))
        .isEqualTo(
            new BenchmarkTimes(
                image.digest().oci(), "A Processor elsewhere", Map.of("calls", 0.1)));
    assertThat(table).hasContent("a table");
  }
}
