package io.github.weepython.maven.spec;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the interpreter is compiled, whatever its flavour.
 *
 * @param hardening whether the compiler's protections against exploits are on
 * @param framePointers whether profilers can walk the stack by frame pointers
 * @param sharedLibrary whether the interpreter is a libpython for programs that embed it
 * @param freeThreading whether it has no global interpreter lock (PEP 703)
 * @param march the oldest processors it runs on, as GCC's -march names them; empty for all
 * @param profile a saved profile instead of a training
 */
public record Optimization(
    boolean hardening,
    boolean framePointers,
    boolean sharedLibrary,
    boolean freeThreading,
    Optional<String> march,
    Optional<Path> profile) {
  /** What is fastest on any processor. */
  public static final Optimization DEFAULT =
      new Optimization(true, false, false, Optional.empty(), Optional.empty());

  /** The levels of the x86-64 psABI; what "native" means would be another machine's business. */
  private static final Set<String> AMD64 = Set.of("x86-64-v2", "x86-64-v3", "x86-64-v4");

  private static final Set<String> ARM64 =
      Set.of("armv8.1-a", "armv8.2-a", "armv8.3-a", "armv8.4-a", "armv8.5-a", "armv9-a");

  /** With the global interpreter lock. */
  public Optimization(
      boolean hardening,
      boolean framePointers,
      boolean sharedLibrary,
      Optional<String> march,
      Optional<Path> profile) {
    this(hardening, framePointers, sharedLibrary, false, march, profile);
  }

  /** CPython's mark of a free-threaded build in names (PEP 703): {@code t} of 3.14t, or nothing. */
  public String abiThread() {
    return freeThreading ? "t" : "";
  }

  /**
   * Refuses what the Python has not.
   *
   * @throws SpecException naming what does
   */
  void check(PythonVersion python) {
    if (freeThreading && !python.atLeast(3, 13)) {
      throw new SpecException(
          "CPython %s always has the global interpreter lock: <freeThreading> or -Dwee.freeThreading expects 3.14 or newer (3.13 has it as an experiment). Set <python>3.14</python>, or leave it out."
              .formatted(python));
    }
  }

  /** What the default tag says of it: {@code -x86-64-v3}, or nothing. */
  String tag() {
    return march.map(m -> "-" + m).orElse("");
  }

  /**
   * Refuses what the platform has not.
   *
   * @throws SpecException naming what there is
   */
  void check(Platform platform) {
    Set<String> known = platform.architecture() == Architecture.AMD64 ? AMD64 : ARM64;
    march
        .filter(m -> !known.contains(m))
        .ifPresent(
            m -> {
              throw new SpecException(
                  "<march> or -Dwee.march is '%s'; for %s there are: %s. Leave it out for all."
                      .formatted(m, platform, String.join(", ", new TreeSet<>(known))));
            });
  }
}
