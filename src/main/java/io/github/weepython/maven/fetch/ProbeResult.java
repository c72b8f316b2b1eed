package io.github.weepython.maven.fetch;

import java.net.URI;
import java.util.List;

/**
 * Whether places have a file.
 *
 * @param places those that have it, or answered and may have it, in the order of the question
 * @param absent whether each said that it hasn't
 * @param answers what each said, one line each
 */
public record ProbeResult(List<URI> places, boolean absent, List<String> answers) {
  public ProbeResult {
    places = List.copyOf(places);
    answers = List.copyOf(answers);
  }

  /** Whether any place has it, or may have it. */
  public boolean there() {
    return !places.isEmpty();
  }
}
