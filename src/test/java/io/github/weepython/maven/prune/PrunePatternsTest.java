package io.github.weepython.maven.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.codehaus.plexus.util.SelectorUtils;
import org.junit.jupiter.api.Test;

/** Patterns that were taken apart once say what plexus-utils says pattern by pattern. */
class PrunePatternsTest {
  private static final String[] PARTS = {"a", "b", "usr", "*.py", "?", "**", "*", "lib*", "x.pyc"};
  private static final String[] NAMES = {"a", "b", "usr", "m.py", "z", "lib64", "lib", "x.pyc"};

  @Test
  void matchesAsEachPatternDoes() {
    long seed = System.nanoTime();
    System.out.println("PrunePatternsTest seed: " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      List<String> patterns = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        patterns.add((random.nextInt(4) == 0 ? "!" : "") + joined(random, PARTS));
      }
      PruneList list = PruneList.parse(patterns);
      for (int n = 0; n < 20; n++) {
        String path = joined(random, NAMES);
        boolean pruned = any(patterns, false, path) && !any(patterns, true, path);
        assertThat(list.pruned().test(path)).as("%s by %s", path, patterns).isEqualTo(pruned);
        assertThat(list.groupOf(path).isPresent()).as("%s by %s", path, patterns).isEqualTo(pruned);
      }
    }
  }

  private static boolean any(List<String> patterns, boolean exceptions, String path) {
    return patterns.stream()
        .filter(pattern -> pattern.startsWith("!") == exceptions)
        .map(pattern -> exceptions ? pattern.substring(1) : pattern)
        .anyMatch(pattern -> SelectorUtils.matchPath(pattern, path, "/", true));
  }

  private static String joined(Random random, String[] parts) {
    List<String> chosen = new ArrayList<>();
    for (int n = random.nextInt(4); n >= 0; n--) {
      chosen.add(parts[random.nextInt(parts.length)]);
    }
    return String.join("/", chosen);
  }
}
