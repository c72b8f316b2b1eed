package io.github.weepython.maven.compile;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a profile was made of, as it is written into it. GCC matches counts with functions by their
 * control flow, so another source, compiler or set of flags would leave functions without a profile
 * or end the compile (coverage-mismatch).
 *
 * @param python the CPython release
 * @param source SHA-256 of its tarball, and of its patches
 * @param platform what it was compiled for
 * @param compiler GCC's package and version
 * @param flags the flags in words, then the hash of all of them
 * @param training what ran: wee's own training, and the workload's hash
 */
public record ProfileIdentity(
    String python, String source, String platform, String compiler, String flags, String training) {
  private static final String TITLE = "wee profile 1";

  /** Lines of key and value. */
  public String text() {
    return String.join("\n", lines(true));
  }

  private List<String> lines(boolean withTraining) {
    Stream<String> fixed =
        Stream.of(
            TITLE,
            "python " + python,
            "source " + source,
            "platform " + platform,
            "compiler " + compiler,
            "flags " + flags);
    return (withTraining ? Stream.concat(fixed, Stream.of("training " + training)) : fixed)
        .toList();
  }

  /**
   * Refuses a profile that was made of something else; any training will do.
   *
   * @param file what to call the profile
   * @param found the text in it
   * @throws CompileException with each difference
   */
  public void check(String file, String found) {
    List<String> has = found.lines().toList();
    List<String> missing = lines(false).stream().filter(line -> !has.contains(line)).toList();
    if (!missing.isEmpty()) {
      List<String> instead =
          missing.stream()
              .map(line -> "  wanted: " + line + "\n  found:  " + counterpart(has, line))
              .toList();
      throw new CompileException(
          "The profile "
              + file
              + " does not fit this build:\n"
              + String.join("\n", instead)
              + "\nMake a new one with wee:train, or leave <profile> (-Dwee.profile) out.");
    }
  }

  private static String counterpart(List<String> lines, String wanted) {
    String key = wanted.substring(0, wanted.indexOf(' ') + 1);
    return lines.stream().filter(line -> line.startsWith(key)).findFirst().orElse("nothing");
  }
}
