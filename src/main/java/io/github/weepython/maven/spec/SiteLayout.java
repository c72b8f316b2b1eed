package io.github.weepython.maven.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of the files of wheels, and the wheels that no lock or requirements name.
 *
 * @param wheels of the project, and of Maven
 * @param bytecode what is there of each module; empty for sources with what they compile to, or
 *     what {@link Stdlib#SOURCE} says
 * @param prune groups of {@code templates/prune/site.list} that are left out
 * @param largeWheel from which size on a wheel has a layer of its own
 * @param wheelLayers how many wheels at most have one
 */
public record SiteLayout(
    List<ProjectWheel> wheels,
    Optional<Stdlib> bytecode,
    Set<String> prune,
    ByteSize largeWheel,
    int wheelLayers) {
  /**
   * From which size on a wheel has a layer of its own where nobody says otherwise: a layer costs a
   * push and a pull some round trips each, which pay where megabytes need not be moved again.
   */
  public static final ByteSize LARGE = new ByteSize(10_000_000);

  /** How many wheels have a layer of their own where nobody says otherwise. */
  public static final int LAYERS = 8;

  /** Docker takes 128 layers in all (moby, layer/layer_store.go, maxLayerDepth). */
  private static final int MOST = 100;

  /** Nothing but what {@code <site>} installs. */
  public static final SiteLayout DEFAULT =
      new SiteLayout(List.of(), Optional.empty(), Set.of(), LARGE, LAYERS);

  public SiteLayout {
    wheels = List.copyOf(wheels);
    prune = Set.copyOf(new TreeSet<>(prune));
    if (wheelLayers < 0 || wheelLayers > MOST) {
      throw outside(String.valueOf(wheelLayers));
    }
  }

  /**
   * The number in {@code <wheelLayers>}.
   *
   * @throws SpecException when it is none, or too many
   */
  public static int layers(String text) {
    if (!text.matches("\\d{1,3}")) {
      throw outside(text);
    }
    return Integer.parseInt(text);
  }

  private static SpecException outside(String number) {
    return new SpecException(
        "<wheelLayers> of <site> is %s; expected a number from 0 to %d, how many large wheels have a layer of their own."
            .formatted(number, MOST));
  }

  /** The same with other wheels. */
  public SiteLayout with(List<ProjectWheel> others) {
    return new SiteLayout(others, bytecode, prune, largeWheel, wheelLayers);
  }

  /** What is there of each module, beside a standard library that is so. */
  public Stdlib modules(Stdlib stdlib) {
    return bytecode.orElse(stdlib == Stdlib.SOURCE ? Stdlib.SOURCE : Stdlib.SOURCE_PYC);
  }
}
