package io.github.weepython.maven.fetch;

import java.util.List;

/**
 * Whether places have a file.
 *
 * @param there whether one has it, or answered and may have it
 * @param absent whether each said that it hasn't
 * @param answers what each said, one line each
 */
public record ProbeResult(boolean there, boolean absent, List<String> answers) {
  public ProbeResult {
    answers = List.copyOf(answers);
  }
}
