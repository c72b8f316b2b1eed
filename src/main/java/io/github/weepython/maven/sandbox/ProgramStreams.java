package io.github.weepython.maven.sandbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /**
   * Writes to this process's own, for who has the program's output as bytes.
   *
   * @param error whether it is of the standard error
   */
  public static void write(boolean error, byte[] bytes) {
    try {
      // Not closed: it is this process's for as long as that lives.
      new FileOutputStream(error ? FileDescriptor.err : FileDescriptor.out).write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of both outputs. */
  public static ProgramStreams lines(Consumer<String> lines) {
    return new ProgramStreams(Optional.of(lines));
  }
}
