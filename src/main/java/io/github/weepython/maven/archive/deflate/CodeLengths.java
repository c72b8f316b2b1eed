package io.github.weepython.maven.archive.deflate;

import java.util.Arrays;

/** The head of a dynamic block: the lengths of both codes (RFC 1951, 3.2.7). */
final class CodeLengths {
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int[] EXTRA = {2, 3, 7};

  private final int literals;
  private final int distances;

  /** Symbols, with what follows them times 32. */
  private final int[] runs;

  private final int runCount;
  private final HuffmanCode code;
  private final int sent;
  private final long bits;

  CodeLengths(HuffmanCode literalCode, HuffmanCode distanceCode) {
    this.literals = Math.max(257, used(literalCode.lengths()));
    this.distances = Math.max(1, used(distanceCode.lengths()));
    int[] all = Arrays.copyOf(literalCode.lengths(), literals + distances);
    System.arraycopy(distanceCode.lengths(), 0, all, literals, distances);
    this.runs = new int[all.length];
    this.runCount = runs(all, runs);
    int[] frequencies = new int[19];
    for (int i = 0; i < runCount; i++) {
      frequencies[runs[i] & 31]++;
    }
    this.code = HuffmanCode.of(frequencies, 7);
    int last = 18;
    while (last > 3 && code.length(ORDER[last]) == 0) {
      last--;
    }
    this.sent = last + 1;
    long total = 14 + 3L * sent;
    for (int i = 0; i < 19; i++) {
      total += (long) frequencies[i] * (code.length(i) + (i < 16 ? 0 : EXTRA[i - 16]));
    }
    this.bits = total;
  }

  private static int used(int[] lengths) {
    int end = lengths.length;
    while (end > 0 && lengths[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static int runs(int[] lengths, int[] runs) {
    int count = 0;
    int i = 0;
    while (i < lengths.length) {
      int end = i + 1;
      while (end < lengths.length && lengths[end] == lengths[i]) {
        end++;
      }
      int left = end - i;
      if (lengths[i] != 0) {
        runs[count++] = lengths[i];
        left--;
      }
      while (left >= 3) {
        int most = lengths[i] != 0 ? 6 : 138;
        int n = Math.min(left, most);
        if (left > most && left - most < 3) {
          n = left - 3; // The rest is long enough for a run of its own.
        }
        runs[count++] = run(lengths[i] != 0, n);
        left -= n;
      }
      for (; left > 0; left--) {
        runs[count++] = lengths[i];
      }
      i = end;
    }
    return count;
  }

  private static int run(boolean repeat, int n) {
    if (repeat) {
      return 16 | (n - 3) << 5;
    }
    return n <= 10 ? 17 | (n - 3) << 5 : 18 | (n - 11) << 5;
  }

  long bits() {
    return bits;
  }

  void write(BitWriter out) {
    out.write(literals - 257, 5);
    out.write(distances - 1, 5);
    out.write(sent - 4, 4);
    for (int i = 0; i < sent; i++) {
      out.write(code.length(ORDER[i]), 3);
    }
    for (int i = 0; i < runCount; i++) {
      int symbol = runs[i] & 31;
      code.write(symbol, out);
      if (symbol >= 16) {
        out.write(runs[i] >>> 5, EXTRA[symbol - 16]);
      }
    }
  }
}
