package io.github.weepython.maven.fetch;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether places have a file.
 *
 * @param having places that said that they have it, in the order of the question
 * @param possible those that gave another answer than that they have or haven't it: some servers
 *     know no HEAD, others are busy
 * @param absent whether each said that it hasn't
 * @param answers what each said, one line each
 */
public record ProbeResult(
    List<URI> having, List<URI> possible, boolean absent, List<String> answers) {
  public ProbeResult {
    having = List.copyOf(having);
    possible = List.copyOf(possible);
    answers = List.copyOf(answers);
  }

  /** Those that have it, then those that may. */
  public List<URI> places() {
    return Stream.of(having, possible).flatMap(List::stream).toList();
  }

  /** Whether any place has it, or may have it. */
  public boolean there() {
    return !places().isEmpty();
  }
}
