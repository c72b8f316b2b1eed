package io.github.weepython.maven.sandbox;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a program's input comes from and its output goes.
 *
 * @param lines hears each line of both outputs, and there is no input; empty where the program has
 *     the streams of this process
 */
public record ProgramStreams(Optional<Consumer<String>> lines) {
  /** Those of this process. */
  public static final ProgramStreams INHERITED = new ProgramStreams(Optional.empty());

  /** Lines of both outputs. */
  public static ProgramStreams lines(Consumer<String> lines) {
    return new ProgramStreams(Optional.of(lines));
  }
}
