package io.github.weepython.maven.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Rectangles whose areas are in the ratio of given weights and whose sides are as even as may be
 * (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000).
 */
final class Treemap {
  /** A rectangle in the picture's units. */
  record Box(double x, double y, double width, double height) {
    Box inside(double left, double top, double rest) {
      return new Box(
          x + left, y + top, Math.max(0, width - left - rest), Math.max(0, height - top - rest));
    }
  }

  private final List<Box> boxes = new ArrayList<>();
  private Box free;

  private Treemap(Box all) {
    this.free = all;
  }

  /**
   * A box for each weight, in their order.
   *
   * @param weights positive, the largest first
   */
  static List<Box> boxes(Box all, List<Double> weights) {
    double total = weights.stream().mapToDouble(Double::doubleValue).sum();
    double scale = all.width() * all.height() / total;
    Treemap map = new Treemap(all);
    int from = 0;
    while (from < weights.size()) {
      int to = from + 1;
      while (to < weights.size()
          && map.worst(weights.subList(from, to + 1), scale)
              <= map.worst(weights.subList(from, to), scale)) {
        to++;
      }
      map.place(weights.subList(from, to), scale);
      from = to;
    }
    return map.boxes;
  }

  /** The longest shape of a row along the shorter side: the ratio of its sides. */
  private double worst(List<Double> row, double scale) {
    double side = Math.min(free.width(), free.height());
    double area = row.stream().mapToDouble(w -> w * scale).sum();
    double depth = area / side;
    return row.stream()
        .mapToDouble(w -> w * scale / depth)
        .map(length -> Math.max(length / depth, depth / length))
        .max()
        .orElse(1);
  }

  private void place(List<Double> row, double scale) {
    boolean column = free.width() >= free.height();
    double area = row.stream().mapToDouble(w -> w * scale).sum();
    double depth = area / Math.min(free.width(), free.height());
    double at = 0;
    for (double weight : row) {
      double length = weight * scale / depth;
      boxes.add(
          column
              ? new Box(free.x(), free.y() + at, depth, length)
              : new Box(free.x() + at, free.y(), length, depth));
      at += length;
    }
    free =
        column
            ? new Box(free.x() + depth, free.y(), free.width() - depth, free.height())
            : new Box(free.x(), free.y() + depth, free.width(), free.height() - depth);
  }
}
