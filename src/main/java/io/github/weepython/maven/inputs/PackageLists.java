package io.github.weepython.maven.inputs;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Gdbm;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lists of templates/packages: names, each with a minus where it is left out. */
public final class PackageLists {
  private static final String GDBM = "gdbm: ";
  private static final Pattern SINCE = Pattern.compile("python>=(\\d+)\\.(\\d+): (\\S+)");

  /** What compiles for another machine, beside the build root. */
  static final String CROSS = "packages/cross.list";

  /** What of that machine it links with. */
  static final String FOREIGN = "packages/foreign.list";

  /** What source archives are built with, beside the build root. */
  static final String WHEELS = "packages/wheels.list";

  /** Of the build roots for images with gdbm alone. */
  public static final String GDBM_HEADERS = "libgdbm-dev";

  private PackageLists() {}

  static String buildRootFile(ImageSpec spec) {
    return "packages/" + spec.suite().codename() + "/build-root.list";
  }

  static String baseFile(ImageSpec spec, Base base) {
    return "packages/" + spec.suite().codename() + "/" + base.id() + ".list";
  }

  /** What a build root is made of. */
  public static List<String> buildRoot(ImageSpec spec) {
    return of(Templates.list(buildRootFile(spec)), spec.python(), spec.extras().gdbm());
  }

  /** What a base is made of. */
  public static List<String> base(ImageSpec spec, Base base) {
    return of(Templates.list(baseFile(spec, base)), spec.python(), spec.extras().gdbm());
  }

  static String variantFile(Variant variant) {
    return "packages/" + variant.id() + ".list";
  }

  /** A digest of all lists of the spec's suite and Python, for any base and machine. */
  public static Digest digest(ImageSpec spec) {
    StringBuilder text = new StringBuilder(String.join("\n", buildRoot(spec)));
    for (Base base : Base.values()) {
      text.append('\n').append(base).append('\n').append(String.join("\n", base(spec, base)));
    }
    List.of(CROSS, FOREIGN).forEach(list -> text.append('\n').append(Templates.list(list)));
    return Digest.of(text.toString());
  }

  /**
   * A list's lines; one such as {@code python>=3.14: libzstd-dev} counts for those Pythons alone,
   * and {@code gdbm: libgdbm-dev} for images with gdbm.
   */
  static List<String> of(List<String> lines, PythonVersion python, Gdbm gdbm) {
    List<String> names = new ArrayList<>();
    for (String line : lines) {
      Matcher since = SINCE.matcher(line);
      if (line.startsWith(GDBM)) {
        if (gdbm == Gdbm.ACCEPTED) {
          names.add(line.substring(GDBM.length()));
        }
      } else if (!since.matches()) {
        names.add(line);
      } else if (python.atLeast(
          Integer.parseInt(since.group(1)), Integer.parseInt(since.group(2)))) {
        names.add(since.group(3));
      }
    }
    return names;
  }
}
