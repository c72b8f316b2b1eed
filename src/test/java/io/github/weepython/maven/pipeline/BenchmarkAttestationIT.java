package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.bench.BenchmarkResults;
import io.github.weepython.maven.bench.BenchmarkTimes;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.imagediff.ImageComparison;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.publish.TestImages;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.trust.AttestedBenchmarks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code wee:benchmark} measured of an image, on its way into a registry and a comparison. */
class BenchmarkAttestationIT extends TrustRig {
  private static final String CPU = "A Processor";

  private static void measure(Path folder, Digest image, double calls, double json)
      throws Exception {
    BenchmarkResults times = new BenchmarkResults("wee");
    times.add("cpu: " + CPU);
    times.add("calls " + 2 * calls);
    times.add("calls " + calls);
    times.add("json " + json);
    Files.writeString(folder.resolve(BenchmarkTimes.FILE), times.pyperf(image));
  }

  /** The digest of the one image, and its folder. */
  private Path folder() throws Exception {
    images.push((built, pushed, publisher, settings) -> {});
    return dir.resolve("output/linux-amd64");
  }

  @Test
  void isAttestedAndComparedWithAnotherImages() throws Exception {
    Path folder = folder();
    Digest image = images.digests().get(1);
    measure(folder, image, 0.1, 0.3);
    sign(key);
    Path pub = Files.writeString(dir.resolve("own.pub"), key.publicPem());
    for (Digest digest : images.digests()) {
      Tool.run(
          ("cosign verify-attestation --insecure-ignore-tlog --allow-http-registry --key "
                  + pub
                  + " --type "
                  + Attestation.BENCHMARKS
                  + " "
                  + images.name()
                  + "@"
                  + digest.oci())
              .split(" "));
    }
    Path other = Files.createDirectories(dir.resolve("other"));
    Image newer = TestImages.other(Files.createDirectories(dir.resolve("else")));
    OciLayoutWriter.write(newer, List.of("a"), other.resolve("oci"));
    assertThat(compare(image, other))
        .contains("speed is not compared: only the older image has benchmarks (mvn wee:benchmark)");
    measure(other, newer.digest(), 0.05, 0.3);
    assertThat(compare(image, other))
        .contains(
            "speed: 1.414 times as fast (geometric mean of 2 benchmarks, measured apart on A Processor)",
            "benchmark faster: calls, 2.000 times as fast")
        .noneMatch(line -> line.contains("json"));
  }

  @Test
  void ofAnImageThatWasThereBeforeIsNotAttested() throws Exception {
    measure(folder(), Digest.of("built since"), 0.1, 0.3);
    sign(key);
    ImageName name = ImageName.parse(images.name());
    try (RegistryReader registry = new RegistryReader(name, "3.13.5", settings())) {
      assertThat(AttestedBenchmarks.read(registry, images.digests().get(1))).isEmpty();
    }
  }

  private List<String> compare(Digest before, Path after) throws Exception {
    return new ImageComparison(
            reference ->
                new RegistryReader(reference.name(), reference.digest().orElseThrow(), settings()),
            Platform.parse("linux/amd64"),
            sources -> Optional.empty(),
            Files.createDirectories(dir.resolve("scratch")))
        .compare(images.name() + "@" + before.oci(), after.toString());
  }
}
