package io.github.weepython.maven.progress;

import java.util.List;

/**
 * Writes down what it hears, for tests.
 *
 * @param steps names of the steps
 * @param said lines and warnings
 */
public record HeardProgress(List<String> steps, List<String> said) implements Progress {
  @Override
  public Step step(String name) {
    steps.add(name);
    return Step.NONE;
  }

  @Override
  public void info(String message) {
    said.add(message);
  }

  @Override
  public void warn(String message) {
    said.add(message);
  }
}
