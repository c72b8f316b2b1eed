package io.github.weepython.maven;

import static io.github.weepython.maven.Jackson.JSON;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the projects of src/bench have measured. */
public final class Figures {
  /** Maven's own count, from its start to its end: {@code 2.822 s} or {@code 01:47 min}. */
  private static final Pattern TOTAL =
      Pattern.compile("Total time: +(?:(\\d+):)?([\\d.]+) (?:s|min)\\b");

  private Figures() {}

  /**
   * How long each Maven run of a project took, in seconds.
   *
   * @param basedir the project's folder, where the invoker's log is
   */
  public static List<Double> mavenSeconds(File basedir) throws IOException {
    String log = Files.readString(basedir.toPath().resolve("build.log"));
    return TOTAL.matcher(log).results().map(Figures::seconds).toList();
  }

  private static double seconds(MatchResult total) {
    String minutes = total.group(1);
    return (minutes == null ? 0 : 60 * Integer.parseInt(minutes))
        + Double.parseDouble(total.group(2));
  }

  /**
   * Writes {@code target/bench/<name>.json}, which begins with the machine.
   *
   * @param basedir of the project that measured
   * @return the file
   */
  public static Path write(File basedir, String name, Map<String, ?> figures) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cpu", cpu());
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.putAll(figures);
    Path folder = basedir.toPath().resolve("../../bench").normalize();
    Path file = Files.createDirectories(folder).resolve(name + ".json");
    String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    return Files.writeString(file, json + "\n");
  }

  /** The processor as Linux names it (proc(5)). */
  public static String cpu() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    }
  }
}
