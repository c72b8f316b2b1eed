package io.github.weepython.maven.site;

import io.github.weepython.maven.spec.PythonVersion;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wheels must fit: so that those that don't are told, or passed over, before anything is
 * compiled. pip has the last word.
 *
 * @param python the interpreter
 * @param architecture as Debian calls it
 * @param glibc the minor version of the base's libc: 41 of 2.41
 */
public record WheelTarget(PythonVersion python, String architecture, int glibc) {
  private static final Map<String, String> MACHINES = Map.of("amd64", "x86_64", "arm64", "aarch64");

  /** The libc of each name that came before PEP 600's numbers. */
  private static final Map<String, Integer> NAMED =
      Map.of("manylinux1", 5, "manylinux2010", 12, "manylinux2014", 17);

  private static final Pattern NUMBERED =
      Pattern.compile("(?:manylinux_2_(\\d+)|(manylinux\\d+)|linux)_(.+)");

  /** Whether one of the wheel's tags is one of this system's. */
  public boolean fits(Wheel wheel) {
    return wheel.platforms().stream().anyMatch(this::runsOn)
        && wheel.abis().stream()
            .anyMatch(abi -> wheel.pythons().stream().anyMatch(p -> runsIn(p, abi)));
  }

  private boolean runsOn(String platform) {
    if (platform.equals("any")) {
      return true;
    }
    Matcher matcher = NUMBERED.matcher(platform);
    if (!matcher.matches() || !matcher.group(3).equals(MACHINES.get(architecture))) {
      return false;
    }
    if (matcher.group(1) != null) {
      return Integer.parseInt(matcher.group(1)) <= glibc;
    }
    return matcher.group(2) == null || NAMED.getOrDefault(matcher.group(2), 99) <= glibc;
  }

  private boolean runsIn(String tag, String abi) {
    String own = python.major() + "" + python.minor();
    if (abi.equals("none")) {
      return tag.equals("cp" + own) || tag.equals("py" + python.major()) || upTo("py", tag);
    }
    if (abi.equals("abi3")) {
      return upTo("cp", tag);
    }
    // Before 3.8 the interface's name told how it was compiled: cp37m, cp27mu.
    return tag.equals("cp" + own) && abi.matches("cp" + own + (python.atLeast(3, 8) ? "" : "m?u?"));
  }

  /** As py36 or cp36: this minor version, or one before it. */
  private boolean upTo(String kind, String tag) {
    String prefix = kind + python.major();
    String minor = tag.startsWith(prefix) ? tag.substring(prefix.length()) : "";
    return minor.matches("\\d{1,3}") && Integer.parseInt(minor) <= python.minor();
  }

  /** As {@code CPython 3.13 on amd64 with glibc 2.41}. */
  @Override
  public String toString() {
    return "CPython %s on %s with glibc 2.%d".formatted(python.majorMinor(), architecture, glibc);
  }
}
