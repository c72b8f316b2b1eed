package io.github.weepython.maven.site;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wheels must fit: so that those that don't are told, or passed over, before anything is
 * compiled. pip has the last word.
 *
 * @param python the interpreter
 * @param glibc the minor version of the base's libc: 41 of 2.41
 * @param freeThreading whether the interpreter has no global lock, so that extensions have another
 *     interface: cp314t instead of cp314 and abi3 (PEP 703), and abi3t from 3.15 on (PEP 803)
 */
public record WheelTarget(
    PythonVersion python, Architecture architecture, int glibc, boolean freeThreading) {
  /** The libc of each name that came before PEP 600's numbers. */
  private static final Map<String, Integer> NAMED =
      Map.of("manylinux1", 5, "manylinux2010", 12, "manylinux2014", 17);

  private static final int FIRST_ABI3T = 15;

  private static final Pattern NUMBERED =
      Pattern.compile("(?:manylinux_2_(\\d+)|(manylinux\\d+)|linux)_(.+)");

  /** An interpreter with the global lock. */
  public WheelTarget(PythonVersion python, Architecture architecture, int glibc) {
    this(python, architecture, glibc, false);
  }

  /**
   * What {@code Requires-Python} is held against: the release, also of a pre-release, as pip takes
   * {@code sys.version_info[:3]}.
   */
  PackageVersion pythonRelease() {
    return PackageVersion.parse(python.release()).orElseThrow();
  }

  /** The processor as {@code uname -m} names it, for example {@code x86_64}. */
  String machine() {
    return architecture.machine();
  }

  /** Whether one of the wheel's tags is one of this system's. */
  public boolean fits(Wheel wheel) {
    return wheel.platforms().stream().anyMatch(this::runsOn)
        && wheel.abis().stream()
            .anyMatch(abi -> wheel.pythons().stream().anyMatch(p -> runsIn(p, abi)));
  }

  /**
   * Whether an installer takes the one wheel rather than the other, both of which fit: by the order
   * of tags in PEP 425, as pip has it.
   */
  boolean prefers(Wheel wheel, Wheel other) {
    int result = Integer.compare(pythonRank(wheel), pythonRank(other));
    return (result != 0 ? result : Integer.compare(platformRank(wheel), platformRank(other))) > 0;
  }

  /** Own interface, stable interface, no interface; each the newer the better. */
  private int pythonRank(Wheel wheel) {
    int best = 0;
    for (String abi : wheel.abis()) {
      for (String tag : wheel.pythons()) {
        if (runsIn(tag, abi)) {
          int minor = minorOf(tag);
          int kind =
              abi.equals("none") ? (tag.startsWith("cp") ? 2 : 1) : abi.startsWith("abi3") ? 3 : 4;
          best = Math.max(best, kind * 1000 + minor);
        }
      }
    }
    return best;
  }

  private static int minorOf(String tag) {
    String minor = tag.replaceFirst("^[a-z]+\\d", "");
    return minor.matches("\\d{1,3}") ? Integer.parseInt(minor) : 0;
  }

  /** For the newest libc that is not too new; any platform comes last. */
  private int platformRank(Wheel wheel) {
    return wheel.platforms().stream().filter(this::runsOn).mapToInt(this::glibcOf).max().orElse(0);
  }

  private int glibcOf(String platform) {
    Matcher matcher = NUMBERED.matcher(platform);
    if (!matcher.matches()) {
      return 0;
    }
    return 1
        + (matcher.group(1) != null
            ? Integer.parseInt(matcher.group(1))
            : matcher.group(2) == null ? 0 : NAMED.getOrDefault(matcher.group(2), 0));
  }

  private boolean runsOn(String platform) {
    if (platform.equals("any")) {
      return true;
    }
    Matcher matcher = NUMBERED.matcher(platform);
    if (!matcher.matches() || !matcher.group(3).equals(machine())) {
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
    if (freeThreading) {
      return abi.equals("abi3t")
          ? upTo("cp", tag) && minorOf(tag) >= FIRST_ABI3T
          : tag.equals("cp" + own) && abi.equals("cp" + own + "t");
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
    return "CPython %s%s on %s with glibc 2.%d"
        .formatted(python.majorMinor(), freeThreading ? "t" : "", architecture, glibc);
  }
}
