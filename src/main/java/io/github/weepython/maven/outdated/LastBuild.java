package io.github.weepython.maven.outdated;

import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was built last: of the release that would be built now, or of an earlier one of its series,
 * which a {@code <python>3.14</python>} was until a newer release came out.
 *
 * @param python the release
 * @param lock what it was made of
 */
public record LastBuild(PythonVersion python, Lock lock) {
  /**
   * Finds it.
   *
   * @param spec what would be built now
   * @param series the known releases of its series; final ones that came out since are looked for
   *     as well
   * @param remembered the lock of the last build of a spec
   */
  public static Optional<LastBuild> find(
      ImageSpec spec, List<PythonVersion> series, Function<ImageSpec, Optional<Lock>> remembered) {
    Stream<PythonVersion> earlier =
        Stream.concat(series.stream(), finals(spec.python()))
            .distinct()
            .filter(release -> release.compareTo(spec.python()) < 0)
            .sorted(Comparator.reverseOrder());
    return Stream.concat(Stream.of(spec.python()), earlier)
        .flatMap(
            release ->
                remembered.apply(spec.ofRelease(release)).stream()
                    .map(lock -> new LastBuild(release, lock)))
        .findFirst();
  }

  private static Stream<PythonVersion> finals(PythonVersion last) {
    return IntStream.range(0, last.micro())
        .mapToObj(micro -> new PythonVersion(last.major(), last.minor(), micro, ""));
  }
}
