package io.github.weepython.maven.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Images side by side: each layer a colour, and what each has more or less than the first. */
final class Comparison {
  private Comparison() {}

  /**
   * The table.
   *
   * @param folders of the images, which tell apart those of one name
   */
  static String html(List<MeasuredImage> images, List<Path> folders) {
    MeasuredImage first = images.get(0);
    long widest = images.stream().mapToLong(MeasuredImage::packed).max().orElse(1);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < images.size(); i++) {
      MeasuredImage each = images.get(i);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  name(each, images, i, folders),
                  bar(each, widest),
                  Html.size(each.packed()),
                  Html.size(each.raw())));
      cells.add(i == 0 ? "" : Html.difference(each.packed() - first.packed()));
      rows.append(Html.row(cells));
    }
    return Html.table(
        "Each colour is a layer.",
        List.of("Image", "Layers", ">Compressed", ">Unpacked", ">Difference to the first"),
        rows.toString());
  }

  private static String name(
      MeasuredImage image, List<MeasuredImage> images, int number, List<Path> folders) {
    String name = Html.text(image.name());
    boolean alone = images.stream().filter(each -> each.name().equals(image.name())).count() == 1;
    return alone
        ? name
        : name
            + " <span class=\"soft\">in "
            + Html.text(common(folders).relativize(absolute(folders.get(number))).toString())
            + "</span>";
  }

  /** The nearest folder that all of them are below. */
  private static Path common(List<Path> folders) {
    List<Path> all = folders.stream().map(Comparison::absolute).toList();
    return Stream.iterate(all.get(0).resolve(".."), above -> above.resolve(".."))
        .map(Path::normalize)
        .filter(above -> all.stream().allMatch(each -> each.startsWith(above)))
        .findFirst()
        .orElseThrow();
  }

  private static Path absolute(Path folder) {
    return folder.toAbsolutePath().normalize();
  }

  private static String bar(MeasuredImage image, long widest) {
    StringBuilder bar = new StringBuilder("<div class=\"bar\">");
    for (int i = 0; i < image.layers().size(); i++) {
      MeasuredLayer layer = image.layers().get(i);
      bar.append(
          String.format(
              Locale.ROOT,
              "<i class=\"k%d\" style=\"width:%.2f%%\" title=\"%s\"></i>",
              i % 6,
              100.0 * layer.packed() / widest,
              Html.text(layer.title() + ", " + Html.size(layer.packed()))));
    }
    return bar.append("</div>").toString();
  }
}
