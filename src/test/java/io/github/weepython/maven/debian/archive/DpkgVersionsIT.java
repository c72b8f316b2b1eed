package io.github.weepython.maven.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of versions beside that of dpkg(1). */
class DpkgVersionsIT {
  private static final String[] PIECES = {
    "0", "1", "9", "10", "007", "a", "b", "rc", "Z", "~", "~~", "+", ".", "dfsg", "deb13u"
  };
  private static final String[] OPERATORS = {"lt", "eq", "gt"};

  @Test
  void ordersRandomVersionsAsDpkgDoes() throws Exception {
    long seed = System.nanoTime();
    System.out.println("DpkgVersionsIT seed: " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      String one = version(random);
      String two = random.nextInt(4) == 0 ? one.replace("0", "00") : version(random);
      int order = DebianVersion.parse(one).compareTo(DebianVersion.parse(two));
      String operator = OPERATORS[Integer.signum(order) + 1];
      assertThat(dpkg(one, operator, two)).as("%s %s %s", one, operator, two).isZero();
    }
  }

  private static String version(Random random) {
    String epoch = random.nextInt(5) == 0 ? random.nextInt(3) + ":" : "";
    String revision = random.nextInt(2) == 0 ? "-" + text(random) : "";
    return epoch + "1" + text(random) + revision;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5) + 1; i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static int dpkg(String one, String operator, String two) throws Exception {
    return new ProcessBuilder("dpkg", "--compare-versions", one, operator, two)
        .inheritIO()
        .start()
        .waitFor();
  }
}
