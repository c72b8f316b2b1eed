package io.github.weepython.maven.output;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a build was asked for, until when its inputs count as fresh, and what it made: so that the
 * next one may see at a glance that nothing is to do. Files are known by length and time here; once
 * the stamp is past its time, every kept result is compared with its digest again.
 */
public final class UpToDateCheck {
  private static final String FORMAT = "wee 2";

  private final Path output;
  private final Digest wish;

  /**
   * @param output the folder of the build's files
   * @param wish all that was asked for, hashed
   */
  public UpToDateCheck(Path output, Digest wish) {
    this.output = output;
    this.wish = wish;
  }

  private Path file() {
    return output.resolve(".stamp");
  }

  /** The images, where this very wish was fulfilled and all files are as they were left. */
  public Optional<List<BuiltImage>> read(Instant now) {
    try {
      List<String> lines = Files.readAllLines(file());
      boolean mine = lines.size() > 3 && lines.subList(0, 2).equals(List.of(FORMAT, wish.hex()));
      if (!mine || !now.isBefore(Instant.parse(lines.get(2)))) {
        return Optional.empty();
      }
      List<BuiltImage> images = new ArrayList<>();
      for (String line : lines.subList(3, lines.size())) {
        if (line.startsWith("\t")) {
          images.add(image(line.substring(1).split("\t")));
        } else if (!line.equals(state(output.resolve(line.substring(line.indexOf('/') + 1))))) {
          return Optional.empty();
        }
      }
      return Optional.of(images);
    } catch (IOException | DateTimeException | IllegalArgumentException | SpecException e) {
      return Optional.empty();
    }
  }

  public void remove() throws IOException {
    Files.deleteIfExists(file());
  }

  public void write(List<BuiltImage> images, Instant freshUntil) throws IOException {
    List<String> lines = new ArrayList<>(List.of(FORMAT, wish.hex(), freshUntil.toString()));
    images.forEach(image -> lines.add("\t" + line(image)));
    lines.add(state(output.resolve(BuiltImages.FILE)));
    for (Path file : SymbolFiles.in(output)) {
      lines.add(state(file));
    }
    for (BuiltImage each : images) {
      try (Stream<Path> below = Files.walk(each.folder())) {
        for (Path file : below.filter(Files::isRegularFile).sorted().toList()) {
          if (!file.equals(file()) && !file.getFileName().toString().endsWith(".log")) {
            lines.add(state(file));
          }
        }
      }
    }
    Files.write(file(), lines.stream().distinct().toList());
  }

  /** As {@code length time/name}. */
  private String state(Path file) throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file) + "/" + output.relativize(file);
  }

  private String line(BuiltImage image) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                image.python(),
                image.flavour().id(),
                image.base().id(),
                image.name().toString(),
                image.digest().hex(),
                image.id().hex(),
                String.join(",", image.platforms()),
                Long.toString(image.size()),
                Long.toString(image.rawSize()),
                output.relativize(image.folder()).toString()));
    parts.addAll(image.tags());
    return String.join("\t", parts);
  }

  private BuiltImage image(String[] parts) {
    if (parts.length < 11) {
      throw new IllegalArgumentException("a stamp's image has at least eleven parts");
    }
    return new BuiltImage(
        parts[0],
        Flavour.parse(parts[1]),
        Base.parse(parts[2]),
        ImageName.parse(parts[3]),
        Arrays.asList(parts).subList(10, parts.length),
        new Digest(parts[4]),
        new Digest(parts[5]),
        parts[6].isEmpty() ? List.of() : List.of(parts[6].split(",")),
        Long.parseLong(parts[7]),
        Long.parseLong(parts[8]),
        output.resolve(parts[9]));
  }
}
