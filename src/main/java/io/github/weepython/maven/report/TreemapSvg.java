package io.github.weepython.maven.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A treemap of an image: a box a layer, and in it one for each package and module. */
final class TreemapSvg {
  private static final Treemap.Box ALL = new Treemap.Box(0, 0, 1000, 520);
  private static final double HEAD = 20;
  private static final int COLOURS = 6;
  private static final double LETTER = 6.6;

  /** What is smaller than this share of its layer is drawn together. */
  private static final double SMALL = 0.004;

  private final StringBuilder svg = new StringBuilder();
  private final ToDoubleFunction<SizeEntry> weight;

  private TreemapSvg(ToDoubleFunction<SizeEntry> weight) {
    this.weight = weight;
  }

  /**
   * Draws.
   *
   * @param kind the element's class
   * @param label what a screen reader says
   * @param weight a part's area
   */
  static String draw(
      MeasuredImage image, String kind, String label, ToDoubleFunction<SizeEntry> weight) {
    TreemapSvg picture = new TreemapSvg(weight);
    picture.svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"%s\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">%n",
            kind,
            ALL.width(),
            ALL.height(),
            Html.text(label)));
    List<Integer> order =
        IntStream.range(0, image.layers().size())
            .boxed()
            .filter(i -> picture.sum(image.layers().get(i).files()) > 0)
            .sorted(
                Comparator.comparingDouble(
                        (Integer i) -> picture.sum(image.layers().get(i).files()))
                    .reversed())
            .toList();
    List<Treemap.Box> boxes =
        Treemap.boxes(
            ALL, order.stream().map(i -> picture.sum(image.layers().get(i).files())).toList());
    for (int i = 0; i < boxes.size(); i++) {
      int layer = order.get(i);
      picture.layer(image, image.layers().get(layer), boxes.get(i), layer % COLOURS);
    }
    return picture.svg.append("</svg>\n").toString();
  }

  private double sum(List<SizeEntry> files) {
    return files.stream().mapToDouble(weight).sum();
  }

  private void layer(MeasuredImage image, MeasuredLayer layer, Treemap.Box box, int colour) {
    double total = sum(layer.files());
    rectangle(box, colour, 0.75, layer.title() + ", " + Html.size(total));
    label(box, layer.title() + " " + Html.size(total), true);
    Treemap.Box inner = box.inside(3, HEAD, 3);
    if (inner.width() < 8 || inner.height() < 8) {
      return;
    }
    List<SizeEntry> parts = large(SizeGroups.of(image, layer), total);
    List<Treemap.Box> boxes =
        Treemap.boxes(inner, parts.stream().map(weight::applyAsDouble).toList());
    for (int i = 0; i < boxes.size(); i++) {
      SizeEntry part = parts.get(i);
      String size = Html.size(weight.applyAsDouble(part));
      rectangle(boxes.get(i), colour, 1, part.name() + ", " + size);
      label(boxes.get(i), part.name(), false);
    }
  }

  private List<SizeEntry> large(List<SizeEntry> all, double total) {
    List<SizeEntry> large = new ArrayList<>();
    SizeEntry rest = new SizeEntry("(smaller ones)", 0, 0);
    for (SizeEntry entry : all) {
      if (weight.applyAsDouble(entry) >= total * SMALL) {
        large.add(entry);
      } else {
        rest = rest.plus(entry);
      }
    }
    if (weight.applyAsDouble(rest) > 0) {
      large.add(rest);
    }
    large.sort(Comparator.comparingDouble(weight).reversed());
    return large;
  }

  private void rectangle(Treemap.Box box, int colour, double opacity, String title) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"k%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                + " fill-opacity=\"%.2f\"><title>%s</title></rect>%n",
            colour,
            box.x(),
            box.y(),
            box.width(),
            box.height(),
            opacity,
            Html.text(title)));
  }

  private void label(Treemap.Box box, String words, boolean head) {
    if (box.height() < 16 || box.width() < words.length() * LETTER + 8) {
      return;
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>%n",
            box.x() + 5,
            box.y() + 14,
            head ? " font-weight=\"600\"" : "",
            Html.text(words)));
  }
}
