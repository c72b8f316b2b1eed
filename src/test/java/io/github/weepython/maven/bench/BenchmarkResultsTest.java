package io.github.weepython.maven.bench;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkResultsTest {
  @Test
  void everyRoundIsAValueOfItsBenchmark() throws Exception {
    BenchmarkResults times = new BenchmarkResults("wee");
    times.add("cpu: A Processor");
    times.add("calls 0.000123000");
    times.add("json 0.5");
    times.add("cpu: A Processor");
    times.add("calls 0.000124000");

    JsonNode suite = JSON.readTree(times.pyperf(Digest.of("image")));

    assertThat(suite.at("/benchmarks/0/metadata/name").asText()).isEqualTo("calls");
    assertThat(suite.at("/benchmarks/0/runs/0/values").toString()).isEqualTo("[1.23E-4,1.24E-4]");
    assertThat(suite.at("/benchmarks/1/runs/0/values/0").asDouble()).isEqualTo(0.5);
    assertThat(suite.at("/metadata/cpu_model_name").asText()).isEqualTo("A Processor");
    assertThat(BenchmarkTimes.of(suite))
        .isEqualTo(
            new BenchmarkTimes(
                Digest.of("image").oci(), "A Processor", Map.of("calls", 0.000123, "json", 0.5)));
  }

  @Test
  void whatIsBesideAnImageIsThatImages(@TempDir Path folder) throws Exception {
    Digest image = Digest.of("image");
    assertThat(BenchmarkTimes.beside(folder, image)).isEmpty();
    BenchmarkResults times = new BenchmarkResults("wee");
    times.add("calls 0.1");
    Files.writeString(folder.resolve(BenchmarkTimes.FILE), times.pyperf(image));
    assertThat(BenchmarkTimes.beside(folder, image)).isPresent();
    assertThat(BenchmarkTimes.beside(folder, Digest.of("built since"))).isEmpty();
  }

  @Test
  void namesEveryProcessorThatWasMeasuredOn() throws Exception {
    BenchmarkResults times = new BenchmarkResults("wee");
    assertThat(BenchmarkTimes.of(JSON.readTree(times.pyperf(Digest.of("image")))).knowsCpu())
        .isFalse();
    times.add("cpu: A");
    times.add("cpu: B");
    times.add("cpu: A");
    assertThat(BenchmarkTimes.of(JSON.readTree(times.pyperf(Digest.of("image")))).cpu())
        .isEqualTo("A; B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "calls", "calls fast", "calls 0", "calls 0.1 s"})
  void saysWhatIsNoTime(String line) {
    assertThatThrownBy(() -> new BenchmarkResults("wee").add(line))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("printed '" + line + "'");
  }
}
