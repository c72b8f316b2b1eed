package io.github.weepython.maven.archive.deflate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ends a block where what follows looks different, as libdeflate does: tokens are counted in ten
 * kinds, and each 512 of them are compared with those of the block so far.
 */
final class Splitter {
  private static final int KINDS = 10;
  private static final int STEP = 512;
  private static final int SHORTEST = 1000;
  private static final int LONGEST = 300_000;

  private final List<Block> blocks = new ArrayList<>();
  private final int[] seen = new int[KINDS];
  private final int[] fresh = new int[KINDS];
  private int seenCount;
  private int freshCount;

  private Splitter() {}

  static List<Block> split(Tokens tokens, int from) {
    Splitter splitter = new Splitter();
    splitter.run(tokens, from);
    return Merger.merged(tokens, splitter.blocks);
  }

  private void run(Tokens tokens, int start) {
    int first = 0;
    int from = start;
    int checked = 0;
    int checkedAt = start;
    int at = start;
    for (int i = 0; i < tokens.size(); i++) {
      int token = tokens.get(i);
      fresh[kind(token)]++;
      freshCount++;
      at += Tokens.isLiteral(token) ? 1 : Tokens.length(token);
      if (freshCount < STEP) {
        continue;
      }
      boolean cut = checkedAt - from >= SHORTEST && (differs(at - from) || at - from > LONGEST);
      if (cut) {
        blocks.add(new Block(first, checked, from, checkedAt));
        first = checked;
        from = checkedAt;
        Arrays.fill(seen, 0);
        seenCount = 0;
      }
      merge();
      checked = i + 1;
      checkedAt = at;
    }
    blocks.add(new Block(first, tokens.size(), from, at));
  }

  private static int kind(int token) {
    if (Tokens.isLiteral(token)) {
      return (token >>> 5 & 6) | (token & 1);
    }
    return Tokens.length(token) < 9 ? 8 : 9;
  }

  private boolean differs(int length) {
    long delta = 0;
    for (int i = 0; i < KINDS; i++) {
      delta += Math.abs((long) seen[i] * freshCount - (long) fresh[i] * seenCount);
    }
    long cutoff = (long) freshCount * 200 / 512 * seenCount;
    return delta + (length / 4096L) * seenCount >= cutoff;
  }

  private void merge() {
    for (int i = 0; i < KINDS; i++) {
      seen[i] += fresh[i];
    }
    seenCount += freshCount;
    Arrays.fill(fresh, 0);
    freshCount = 0;
  }
}
