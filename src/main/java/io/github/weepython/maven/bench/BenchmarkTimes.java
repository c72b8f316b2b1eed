package io.github.weepython.maven.bench;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one image took for each benchmark, as {@code wee:benchmark} leaves it beside the image and
 * as it is attested.
 *
 * @param image the digest of the image that was measured
 * @param cpu the processor's name, or {@link #UNKNOWN}
 * @param seconds the least time of all rounds, by benchmark
 */
public record BenchmarkTimes(String image, String cpu, Map<String, Double> seconds) {
  /** Beside the image, in pyperf's form. */
  public static final String FILE = "benchmarks.json";

  /** The name of a processor that Linux does not tell. */
  public static final String UNKNOWN = "unknown";

  public BenchmarkTimes {
    seconds = Collections.unmodifiableMap(new TreeMap<>(seconds));
  }

  /** Of a suite as {@link BenchmarkResults#pyperf} writes it; what it lacks is empty. */
  public static BenchmarkTimes of(JsonNode suite) {
    Map<String, Double> seconds = new TreeMap<>();
    for (JsonNode benchmark : suite.path("benchmarks")) {
      for (JsonNode run : benchmark.path("runs")) {
        for (JsonNode value : run.path("values")) {
          if (value.asDouble() > 0) {
            seconds.merge(benchmark.at("/metadata/name").asText(""), value.asDouble(), Math::min);
          }
        }
      }
    }
    return new BenchmarkTimes(
        suite.at("/metadata/image").asText(""),
        suite.at("/metadata/cpu_model_name").asText(UNKNOWN),
        seconds);
  }

  /**
   * The suite beside an image, unless it is of an image that was there before.
   *
   * @param folder the image's
   */
  public static Optional<JsonNode> beside(Path folder, Digest image) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(JSON.readTree(file.toFile())).filter(suite -> of(suite).isOf(image))
        : Optional.empty();
  }

  /** Whether the name of the processor tells one from another. */
  public boolean knowsCpu() {
    return !cpu.isBlank() && !cpu.equals(UNKNOWN);
  }

  /** Whether that image was measured. */
  public boolean isOf(Digest other) {
    return image.equals(other.oci());
  }
}
