package io.github.weepython.maven.imagediff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.bench.BenchmarkResults;
import io.github.weepython.maven.bench.BenchmarkTimes;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageIndex;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.publish.TestImages;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of wee's output. */
class ImageComparisonTest {
  @TempDir Path dir;

  private static void measured(Path folder, Digest image, String seconds) throws IOException {
    BenchmarkResults times = new BenchmarkResults("wee");
    times.add("cpu: A");
    times.add("calls " + seconds);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(BenchmarkTimes.FILE), times.pyperf(image));
  }

  @Test
  void findsWhatWasMeasuredOfAnIndexInThePlatformsFolder() throws IOException {
    Image amd = TestImages.image(Files.createDirectories(dir.resolve("amd")));
    Image arm = TestImages.arm(Files.createDirectories(dir.resolve("arm")));
    Path index = dir.resolve("index");
    OciLayoutWriter.write(
        ImageIndex.of(List.of(amd, arm), Map.of()).bundle(), List.of("a"), index.resolve("oci"));
    measured(index.resolve("linux-arm64"), arm.digest(), "0.1");
    Image other = TestImages.other(Files.createDirectories(dir.resolve("else")));
    Path single = dir.resolve("single");
    OciLayoutWriter.write(other, List.of("a"), single.resolve("oci"));
    measured(single, other.digest(), "0.05");

    assertThat(
            new ImageComparison(
                    reference -> {
                      throw new AssertionError(reference);
                    },
                    Platform.parse("linux/arm64"),
                    sources -> Optional.empty(),
                    Files.createDirectories(dir.resolve("scratch")))
                .compare(index.toString(), single.toString()))
        .anyMatch(line -> line.startsWith("speed: 2.000 times as fast"));
  }
}
