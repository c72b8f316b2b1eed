package io.github.weepython.maven.spec;

import java.util.Locale;

/**
 * Where a compile takes place, and what it may use up there.
 *
 * @param builders who compiles for other platforms
 */
public record CompilerSettings(Place place, Limits limits, Builders builders) {
  /** What suits where the user wishes nothing else. */
  public static final CompilerSettings DEFAULT = new CompilerSettings(Place.AUTO, Limits.NONE);

  /** For this machine's platform alone. */
  public CompilerSettings(Place place, Limits limits) {
    this(place, limits, Builders.NONE);
  }

  /** Where a compile may run. */
  public enum Place {
    /** Namespaces, then a daemon. */
    AUTO,
    NAMESPACES,
    /** A daemon of Docker's kind: Podman's counts too. */
    DOCKER;

    /**
     * @throws SpecException when there is no such place
     */
    public static Place parse(String text) {
      return EnumParser.of(
          values(), Place::id, text, "<compiler> or -Dwee.compiler is '%s'; expected one of %s.");
    }

    /** As users write it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a container may use; 0 is as much as there is.
   *
   * @param memory bytes
   * @param cpus processors, also parts of one
   * @param pids processes and threads at a time
   */
  public record Limits(long memory, double cpus, long pids) {
    public static final Limits NONE = new Limits(0, 0, 0);

    public Limits {
      if (memory < 0 || cpus < 0 || pids < 0 || !Double.isFinite(cpus)) {
        throw new SpecException(
            "A limit of compiling is negative: <compilerMemory>, <compilerCpus> or"
                + " <compilerPids>.");
      }
    }

    /**
     * As people write them.
     *
     * @param memory bytes, or with k, m or g after them, such as {@code 4g}
     * @throws SpecException when one is no number
     */
    public static Limits parse(String memory, String cpus, String pids) {
      try {
        return new Limits(bytes(memory), Double.parseDouble(cpus), Long.parseLong(pids));
      } catch (NumberFormatException | ArithmeticException e) {
        throw new SpecException(
            "<compilerMemory> is '%s', <compilerCpus> '%s', <compilerPids> '%s'; expected values such as 4g, 2.5 and 4096."
                .formatted(memory, cpus, pids),
            e);
      }
    }

    private static long bytes(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      int power = lower.isEmpty() ? -1 : "kmg".indexOf(lower.charAt(lower.length() - 1));
      return power < 0
          ? Long.parseLong(text)
          : Math.multiplyExact(
              Long.parseLong(text.substring(0, text.length() - 1)), 1L << (10 * (power + 1)));
    }
  }
}
