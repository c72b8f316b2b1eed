package io.github.weepython.maven.output;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells whether a build has anything to do: its stamp says what the last build was asked for, until
 * when its inputs count as fresh, and which files it wrote. {@code images.json} lists the images.
 * Files are compared by length and modification time; after the stamp has expired, every stored
 * result is compared with its digest again.
 */
public final class UpToDateCheck {
  private static final String FORMAT = "wee 4";

  /** What other goals write to the same folder, which is none of an image's. */
  private static final Set<String> OTHERS =
      Set.of(
          "audit.json",
          "benchmarks",
          "benchmarks.json",
          "dockerfile",
          "doctor.json",
          "outdated.json",
          "rebuild",
          "rebuild.json",
          "report.html",
          "verify",
          "verify-image",
          "verify-image.json",
          "wheel");

  private final Path output;
  private final Digest asked;

  /**
   * @param output the folder of the build's files
   * @param asked all that was asked for, hashed
   */
  public UpToDateCheck(Path output, Digest asked) {
    this.output = output;
    this.asked = asked;
  }

  private Path file() {
    return output.resolve(".stamp");
  }

  /**
   * The images of the last build, if it was asked for exactly the same and no file has changed
   * since.
   */
  public Optional<List<BuiltImage>> read(Instant now) {
    try {
      List<String> lines = Files.readAllLines(file());
      boolean mine = lines.size() > 3 && lines.subList(0, 2).equals(List.of(FORMAT, asked.hex()));
      if (!mine || !now.isBefore(Instant.parse(lines.get(2)))) {
        return Optional.empty();
      }
      for (String line : lines.subList(3, lines.size())) {
        if (!line.equals(state(output.resolve(line.substring(line.indexOf('/') + 1))))) {
          return Optional.empty();
        }
      }
      return Optional.of(BuiltImages.read(output));
    } catch (IOException | DateTimeException | IllegalArgumentException | OutputException e) {
      return Optional.empty();
    }
  }

  public void remove() throws IOException {
    Files.deleteIfExists(file());
  }

  public void write(List<BuiltImage> images, Instant freshUntil) throws IOException {
    List<String> lines = new ArrayList<>(List.of(FORMAT, asked.hex(), freshUntil.toString()));
    lines.add(state(output.resolve(BuiltImages.FILE)));
    for (Path file : SymbolFiles.in(output)) {
      lines.add(state(file));
    }
    for (BuiltImage image : images) {
      try (Stream<Path> below = Files.walk(image.folder())) {
        for (Path file : below.filter(Files::isRegularFile).sorted().toList()) {
          if (isOfBuild(image.folder().relativize(file))) {
            lines.add(state(file));
          }
        }
      }
    }
    Files.write(file(), lines.stream().distinct().toList());
  }

  private static boolean isOfBuild(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean stamp = file.getNameCount() == 1 && name.equals(".stamp");
    return !stamp && !name.endsWith(".log") && !OTHERS.contains(file.getName(0).toString());
  }

  /** In the form {@code length time/name}. */
  private String state(Path file) throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file) + "/" + output.relativize(file);
  }
}
