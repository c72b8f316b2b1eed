package io.github.weepython.maven.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code templates/bench/bench.py} by this machine's Python. */
class BenchScriptTest {
  private static final String SCRIPT = "templates/bench/bench.py";

  private static final String ARM64 =
      """
      processor\t: %s
      BogoMIPS\t: 243.75
      Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics
      CPU implementer\t: 0x41
      CPU architecture: 8
      CPU variant\t: 0x3
      CPU part\t: %s
      CPU revision\t: 1

      """;

  @TempDir Path dir;

  private static String python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  /** What the script calls the processors of a machine that has this in /proc/cpuinfo. */
  private String cpu(String cpuinfo) throws IOException, InterruptedException {
    Path file = Files.writeString(dir.resolve("cpuinfo"), cpuinfo);
    String code = "import runpy; print(runpy.run_path('%s')['cpu'](open('%s')))";
    return python("-c", code.formatted(SCRIPT, file));
  }

  @Test
  void callsTheProcessorByItsModel() throws Exception {
    String processor = "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel\t\t: 85\nmodel name\t: ";
    String one = processor + "Intel(R) Xeon(R) CPU @ 2.00GHz\n\n";
    assertThat(cpu(one + one)).isEqualTo("Intel(R) Xeon(R) CPU @ 2.00GHz");
  }

  @Test
  void callsAnArmByItsImplementerAndPart() throws Exception {
    assertThat(cpu(ARM64.formatted(0, "0xd0c") + ARM64.formatted(1, "0xd0c")))
        .isEqualTo("CPU implementer 0x41, part 0xd0c");
    assertThat(cpu(ARM64.formatted(0, "0xd05") + ARM64.formatted(1, "0xd0a")))
        .isEqualTo("CPU implementer 0x41, part 0xd05; CPU implementer 0x41, part 0xd0a");
  }

  @Test
  void knowsThatItDoesNotKnow() throws Exception {
    assertThat(cpu(ARM64.formatted(0, "0x000"))).isEqualTo("unknown");
    assertThat(cpu("")).isEqualTo("unknown");
  }

  @Test
  void printsTheProcessorBeforeTheTimes() throws Exception {
    BenchmarkResults times = new BenchmarkResults("this machine's");
    List<String> lines = python(SCRIPT, "--cpu", "calls", "unpacking").lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("cpu: \\S.*");
    lines.forEach(times::add);
    assertThat(python(SCRIPT, "calls")).matches("calls [0-9.]+");
  }
}
