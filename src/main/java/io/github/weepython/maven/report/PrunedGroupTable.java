package io.github.weepython.maven.report;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.weepython.maven.prune.PrunedGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** {@code pruned.json} beside an image: written by a build, shown by a report. */
public final class PrunedGroupTable {
  private static final String FILE = "pruned.json";

  private PrunedGroupTable() {}

  /** Writes it. */
  public static void write(Path folder, List<PrunedGroup> all) {
    try {
      byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all);
      Files.write(folder.resolve(FILE), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PrunedGroup> read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Files.exists(file)
          ? JSON.readValue(Files.readAllBytes(file), new TypeReference<>() {})
          : List.of();
    } catch (IOException e) {
      throw new ReportException(file + " is damaged. Run the goal build again.", e);
    }
  }

  /** The table; nothing where the build has left no file. */
  static String html(Path folder) {
    List<PrunedGroup> all =
        read(folder).stream()
            .sorted(Comparator.comparingLong(PrunedGroup::packed).reversed())
            .toList();
    if (all.isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (PrunedGroup group : all) {
      rows.append(
          Html.row(
              List.of(
                  Html.text(group.group().isEmpty() ? "(always)" : group.group()),
                  Html.text(group.list()),
                  Html.text(group.reason()),
                  Long.toString(group.files()),
                  Html.size(group.packed()),
                  Html.size(group.raw()))));
    }
    String sum =
        "Left out: %s compressed, %s unpacked"
            .formatted(
                Html.size(all.stream().mapToLong(PrunedGroup::packed).sum()),
                Html.size(all.stream().mapToLong(PrunedGroup::raw).sum()));
    return "<details><summary>%s</summary>%n%s</details>%n"
        .formatted(
            sum,
            Html.table(
                "Files of the packages and of CPython that are in no layer; <keep> keeps a group",
                List.of("Group", "List", "Reason", ">Files", ">Compressed", ">Unpacked"),
                rows.toString()));
  }
}
