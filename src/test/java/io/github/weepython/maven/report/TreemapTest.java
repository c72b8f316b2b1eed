package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TreemapTest {
  private static final Treemap.Box ALL = new Treemap.Box(10, 20, 300, 120);

  @Test
  void givesEachWeightItsAreaWithinThePictureAndNoneOfAnother() {
    long seed = System.nanoTime();
    System.out.println("TreemapTest seed: " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<Double> weights =
          Stream.generate(() -> Math.exp(random.nextDouble() * 6))
              .limit(1 + random.nextInt(60))
              .sorted(Comparator.reverseOrder())
              .toList();
      check(weights, Treemap.boxes(ALL, weights));
    }
  }

  private static void check(List<Double> weights, List<Treemap.Box> boxes) {
    double unit =
        ALL.width() * ALL.height() / weights.stream().mapToDouble(Double::doubleValue).sum();
    assertThat(boxes).hasSameSizeAs(weights);
    for (int i = 0; i < boxes.size(); i++) {
      Treemap.Box box = boxes.get(i);
      assertThat(box.width() * box.height()).isCloseTo(weights.get(i) * unit, within(1e-6));
      assertThat(box.x()).isGreaterThanOrEqualTo(ALL.x() - 1e-6);
      assertThat(box.y()).isGreaterThanOrEqualTo(ALL.y() - 1e-6);
      assertThat(box.x() + box.width()).isLessThanOrEqualTo(ALL.x() + ALL.width() + 1e-6);
      assertThat(box.y() + box.height()).isLessThanOrEqualTo(ALL.y() + ALL.height() + 1e-6);
      for (Treemap.Box other : boxes.subList(0, i)) {
        assertThat(overlap(box, other)).isLessThan(1e-6);
      }
    }
  }

  private static double overlap(Treemap.Box a, Treemap.Box b) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    return Math.max(0, width) * Math.max(0, height);
  }
}
