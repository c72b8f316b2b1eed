package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** {@code <python>} and {@code <pythons>}. */
final class PythonParameters {
  private static final ListParameter NAMES = new ListParameter("python", "pythons");

  private PythonParameters() {}

  /**
   * The Pythons that the user asks for, in that order; empty where none is named.
   *
   * @param preReleases whether a series may become a pre-release
   * @throws SpecException when both are given and differ, or one is neither release nor series
   */
  static List<PythonRequest> requests(
      @Nullable String one, @Nullable List<String> several, boolean preReleases, Properties given) {
    return NAMES.values(one, several, given).stream()
        .map(text -> PythonRequest.parse(text, preReleases))
        .toList();
  }

  /**
   * Refuses images of a Python that nobody asks for.
   *
   * @param requests empty where any will do
   * @param place where the images are
   * @throws SpecException naming both
   */
  static void check(List<PythonRequest> requests, BuiltImage built, Object place) {
    PythonVersion python = built.python();
    if (!requests.isEmpty() && requests.stream().noneMatch(each -> each.accepts(python))) {
      throw new SpecException(
          "%s holds CPython %s, but <python> or -Dwee.python says %s. Build it anew: mvn package"
              .formatted(
                  place,
                  python,
                  String.join(", ", requests.stream().map(PythonRequest::toString).toList())));
    }
  }
}
