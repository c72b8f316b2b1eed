package io.github.weepython.maven.site;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The interpreter and system that wheels must be compatible with. Incompatible ones are reported or
 * skipped before anything is compiled; pip has the last word.
 *
 * @param python the interpreter
 * @param glibc the minor version of the base's libc: 41 of 2.41
 * @param freeThreading whether the interpreter has no global lock, so that extensions have another
 *     interface: cp314t instead of cp314 and abi3 (PEP 703), and abi3t from 3.15 on (PEP 803)
 */
public record WheelTarget(
    PythonVersion python, Architecture architecture, int glibc, boolean freeThreading) {
  /** The minor version of libc behind each name that preceded PEP 600's numbers. */
  private static final Map<String, Integer> NAMED =
      Map.of("manylinux1", 5, "manylinux2010", 12, "manylinux2014", 17);

  private static final int FIRST_ABI3T = 15;

  /** More than there are minor versions. */
  private static final int STEPS = 1001;

  /** More than twice a minor version of libc. */
  private static final int PLATFORMS = 20_001;

  private static final Pattern NUMBERED =
      Pattern.compile("(?:manylinux_2_(\\d{1,4})|(manylinux\\d{1,4})|linux)_(.+)");

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
   * Whether an installer takes the one wheel rather than the other, both of which fit: by pip's
   * order of tags, and of equal ones by the higher build tag (PEP 427).
   */
  boolean prefers(Wheel wheel, Wheel other) {
    int result = Integer.compare(place(other), place(wheel));
    return (result != 0 ? result : wheel.build().compareTo(other.build())) > 0;
  }

  /** Of the best of a wheel's tags that fit. */
  private int place(Wheel wheel) {
    return wheel.abis().stream()
        .flatMap(
            abi -> wheel.pythons().stream().filter(p -> runsIn(p, abi)).map(p -> List.of(p, abi)))
        .flatMapToInt(
            two ->
                wheel.platforms().stream()
                    .filter(this::runsOn)
                    .mapToInt(platform -> place(two.get(0), two.get(1), platform)))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /**
   * A tag's place in the order of the library "packaging", which pip takes (its {@code
   * cpython_tags}, then {@code compatible_tags}); the least comes first.
   */
  private int place(String tag, String abi, String platform) {
    boolean any = platform.equals("any");
    boolean cpython = tag.startsWith("cp");
    int older = python.minor() - minorOf(tag);
    int kind;
    if (abi.equals("none")) {
      kind = cpython ? (any ? 5 : 2) : (any ? 6 : 4);
    } else {
      kind = !abi.startsWith("abi3") ? 0 : older == 0 ? 1 : 3;
    }
    int step = cpython ? older : tag.equals("py" + python.major()) ? 1 : older == 0 ? 0 : older + 1;
    return (kind * STEPS + step) * PLATFORMS + platformPlace(platform);
  }

  private static int minorOf(String tag) {
    String minor = tag.replaceFirst("^[a-z]+\\d", "");
    return minor.matches("\\d{1,3}") ? Integer.parseInt(minor) : 0;
  }

  /** The newest libc that is not too new comes first, its number before its name; then any. */
  private int platformPlace(String platform) {
    Matcher matcher = NUMBERED.matcher(platform);
    if (!matcher.matches()) {
      return 0; // It stands alone.
    }
    if (matcher.group(1) != null) {
      return 2 * (glibc - Integer.parseInt(matcher.group(1)));
    }
    return matcher.group(2) == null
        ? PLATFORMS - 1
        : 2 * (glibc - NAMED.getOrDefault(matcher.group(2), 0)) + 1;
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
    return "CPython %s%s on %s with glibc 2.%s"
        .formatted(python.majorMinor(), freeThreading ? "t" : "", architecture, glibc);
  }
}
