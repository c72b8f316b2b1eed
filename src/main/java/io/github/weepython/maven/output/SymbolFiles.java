package io.github.weepython.maven.output;

import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.DebugSymbols;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files with debug symbols beside images: each a tar of {@code
 * usr/lib/debug/.build-id/xx/yyyy.debug}, where debuggers look by the build IDs of the image's
 * programs, and debuginfod too.
 */
public final class SymbolFiles {
  private static final String PREFIX = "debug-symbols-";

  private final int processors;

  public SymbolFiles(int processors) {
    this.processors = processors;
  }

  /**
   * Writes the file of a flavour, where one is wanted; removes an earlier one else.
   *
   * @param among of several platforms' names, this one's
   * @param symbols the folder that becomes the tar, made when it is asked for
   */
  public void write(
      ImageSpec spec,
      Flavour flavour,
      Path output,
      Optional<String> among,
      Supplier<Path> symbols) {
    Path file =
        output.resolve(
            PREFIX + flavour.id() + among.map(each -> "-" + each).orElse("") + ".tar.gz");
    try {
      Files.deleteIfExists(file);
      if (spec.recipe().symbols() == DebugSymbols.FILE) {
        Path folder = symbols.get();
        Files.createDirectories(output);
        new LayerWriter(processors)
            .write(
                "debug symbols",
                TreeReader.read(folder),
                file,
                spec.created().getEpochSecond(),
                Compression.FAST);
      }
    } catch (IOException e) {
      throw OutputException.unwritten(output, e);
    }
  }

  /** Those that stand in a build's folder. */
  static List<Path> in(Path output) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(output, PREFIX + "*")) {
      files.forEach(found::add);
    }
    found.sort(null);
    return found;
  }
}
