package io.github.weepython.maven.verify;

import java.util.List;

/**
 * All that was tried in one image.
 *
 * @param image its reference
 */
public record Checks(String image, List<Check> all) {
  public Checks {
    all = List.copyOf(all);
  }

  /** Those of one outcome. */
  public List<Check> of(Check.Outcome outcome) {
    return all.stream().filter(each -> each.is(outcome)).toList();
  }

  /** How many there are of each outcome, in words. */
  public String summary() {
    return "%s: %d checks passed, %d skipped, %d failed"
        .formatted(
            image,
            of(Check.Outcome.PASSED).size(),
            of(Check.Outcome.SKIPPED).size(),
            of(Check.Outcome.FAILED).size());
  }
}
