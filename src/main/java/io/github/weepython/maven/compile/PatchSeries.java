package io.github.weepython.maven.compile;

import io.github.weepython.maven.spec.Patch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Patches in the order to apply them, and the script that does it.
 *
 * @param script reads {@code series} and {@code patches/} beside it
 */
public record PatchSeries(List<Patch> patches, String script) {
  static final String SCRIPT = "patch.sh";

  public PatchSeries {
    patches = List.copyOf(patches);
  }

  /** What a compile of them depends on; nothing where there is none. */
  public String key() {
    StringBuilder text = new StringBuilder();
    for (Patch patch : patches) {
      text.append("patch %s %s\n".formatted(patch.strip(), patch.digest().hex()));
    }
    return patches.isEmpty() ? "" : text + script;
  }

  /** Their paths, the script's first. */
  List<String> files() {
    List<String> all = new ArrayList<>(List.of(SCRIPT, "series"));
    for (int i = 0; i < patches.size(); i++) {
      all.add("patches/" + file(i));
    }
    return all;
  }

  private static String file(int number) {
    return String.format(Locale.ROOT, "%03d.patch", number + 1);
  }

  /** Writes {@link #files} into a folder. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("patches"));
    StringBuilder series = new StringBuilder();
    for (int i = 0; i < patches.size(); i++) {
      Patch patch = patches.get(i);
      Path file = folder.resolve("patches").resolve(file(i));
      Files.writeString(file, patch.bytes(), StandardCharsets.ISO_8859_1);
      series.append("%s %s %s\n".formatted(patch.strip(), file(i), patch.name()));
    }
    Files.writeString(folder.resolve("series"), series);
    Files.writeString(folder.resolve(SCRIPT), script);
  }
}
