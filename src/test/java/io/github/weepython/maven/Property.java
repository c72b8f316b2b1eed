package io.github.weepython.maven;

import java.util.Random;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.opentest4j.AssertionFailedError;

/**
 * What holds for any value, tried on many that are made at random, others in each run. A failure
 * names the seed of its value: {@code mvn test -Dtest=<the class> -Dwee.seed=<it>} gives that value
 * again, and no other. See docs/decisions/0203-property-tests.md.
 */
public final class Property {
  private static final Long GIVEN = Long.getLong("wee.seed");

  private Property() {}

  /**
   * Tries it.
   *
   * @param tries how many values
   * @param property makes a value by the random numbers it gets and looks at what should hold
   */
  public static void holds(int tries, ThrowingConsumer<Random> property) {
    Random seeds = new Random();
    for (int i = 0; i < (GIVEN == null ? tries : 1); i++) {
      long seed = GIVEN == null ? seeds.nextLong() : GIVEN;
      try {
        property.accept(new Random(seed));
      } catch (Throwable failure) {
        throw new AssertionFailedError(
            "try %d of %d, -Dwee.seed=%d: %s".formatted(i + 1, tries, seed, failure.getMessage()),
            failure);
      }
    }
  }

  /** One of them. */
  @SafeVarargs
  public static <T> T any(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }
}
