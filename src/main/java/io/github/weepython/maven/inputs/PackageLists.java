package io.github.weepython.maven.inputs;

import io.github.weepython.maven.spec.PythonVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lists of templates/packages. */
final class PackageLists {
  private static final Pattern SINCE = Pattern.compile("python>=(\\d+)\\.(\\d+): (\\S+)");

  private PackageLists() {}

  /** A list's lines; one as {@code python>=3.14: libzstd-dev} counts for those Pythons alone. */
  static List<String> of(List<String> lines, PythonVersion python) {
    List<String> names = new ArrayList<>();
    for (String line : lines) {
      Matcher since = SINCE.matcher(line);
      if (!since.matches()) {
        names.add(line);
      } else if (python.atLeast(
          Integer.parseInt(since.group(1)), Integer.parseInt(since.group(2)))) {
        names.add(since.group(3));
      }
    }
    return names;
  }
}
