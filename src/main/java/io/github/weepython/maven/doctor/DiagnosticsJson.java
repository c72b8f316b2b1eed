package io.github.weepython.maven.doctor;

import static io.github.weepython.maven.Jackson.JSON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Findings for programs to read. */
public final class DiagnosticsJson {
  private DiagnosticsJson() {}

  /** Writes an array of objects with the names of {@link Diagnostic}. */
  public static void write(List<Diagnostic> findings, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), findings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
