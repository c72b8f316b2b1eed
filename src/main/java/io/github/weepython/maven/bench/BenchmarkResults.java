package io.github.weepython.maven.bench;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.digest.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one interpreter took for each benchmark, a time a round, and on which CPU. Not safe for
 * several threads.
 */
public final class BenchmarkResults {
  private static final String CPU = "cpu: ";

  private final String name;
  private final Set<String> cpus = new LinkedHashSet<>();
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

  /**
   * @param name the interpreter's, as readers know it
   */
  public BenchmarkResults(String name) {
    this.name = name;
  }

  /**
   * Adds a line of a round.
   *
   * @param line a benchmark's name and seconds, such as {@code calls 0.000123}, or the CPU's name
   *     after {@code cpu:}
   * @throws BenchException when it is none, with the line
   */
  public void add(String line) {
    if (line.startsWith(CPU)) {
      cpus.add(line.substring(CPU.length()).strip());
      return;
    }
    String[] words = line.strip().split("\\s+");
    try {
      if (words.length == 2 && Double.parseDouble(words[1]) > 0) {
        seconds
            .computeIfAbsent(words[0], key -> new ArrayList<>())
            .add(Double.parseDouble(words[1]));
        return;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new BenchException(
        "The benchmarks of %s printed '%s'; expected the name of a benchmark and its time."
            .formatted(name, line));
  }

  /**
   * A benchmark suite that pyperf reads.
   *
   * @param image what was measured
   */
  public String pyperf(Digest image) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", "1.0");
    root.putObject("metadata")
        .put("cpu_model_name", cpus.isEmpty() ? BenchmarkTimes.UNKNOWN : String.join("; ", cpus))
        .put("image", image.oci())
        .put("unit", "second");
    ArrayNode benchmarks = root.putArray("benchmarks");
    seconds.forEach(
        (benchmark, values) -> {
          ObjectNode node = benchmarks.addObject();
          node.putObject("metadata").put("name", benchmark);
          values.forEach(node.putArray("runs").addObject().putArray("values")::add);
        });
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new BenchException(
          "The times of " + name + " could not be written: " + Causes.of(e), e);
    }
  }
}
