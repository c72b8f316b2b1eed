package io.github.weepython.maven.archive.deflate;

import java.util.Arrays;

/** A canonical Huffman code (RFC 1951, 3.2.2) of limited length. */
final class HuffmanCode {
  private final int[] lengths;
  private final int[] codes;

  private HuffmanCode(int[] lengths) {
    this.lengths = lengths;
    this.codes = codes(lengths);
  }

  /** The code whose lengths are given, as the fixed ones are. */
  static HuffmanCode ofLengths(int[] lengths) {
    return new HuffmanCode(lengths);
  }

  /**
   * The best code for the frequencies, or nearly so where the limit binds. It has at least two
   * symbols, since some decoders want it so.
   */
  static HuffmanCode of(int[] frequencies, int limit) {
    int[] weights = frequencies.clone();
    for (int i = 0; used(weights) < 2; i++) {
      weights[i] = Math.max(1, weights[i]);
    }
    int[] lengths = lengths(weights);
    while (longest(lengths) > limit) {
      // Flatter weights make a flatter tree.
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (weights[i] + 1) / 2;
      }
      lengths = lengths(weights);
    }
    return new HuffmanCode(lengths);
  }

  private static int longest(int[] lengths) {
    int longest = 0;
    for (int length : lengths) {
      longest = Math.max(longest, length);
    }
    return longest;
  }

  private static int used(int[] weights) {
    int used = 0;
    for (int weight : weights) {
      used += weight > 0 ? 1 : 0;
    }
    return used;
  }

  /** By two queues: leaves by weight, and inner nodes, which arise in the order of weight. */
  private static int[] lengths(int[] weights) {
    long[] sorted = new long[used(weights)];
    int n = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        sorted[n++] = (long) weights[i] << 16 | i;
      }
    }
    Arrays.sort(sorted);
    long[] weight = new long[2 * n - 1];
    int[] parent = new int[2 * n - 1];
    for (int i = 0; i < n; i++) {
      weight[i] = sorted[i] >>> 16;
    }
    int leaf = 0;
    int inner = n;
    for (int made = n; made < 2 * n - 1; made++) {
      for (int k = 0; k < 2; k++) {
        boolean takeLeaf = leaf < n && (inner == made || weight[leaf] <= weight[inner]);
        int child = takeLeaf ? leaf++ : inner++;
        weight[made] += weight[child];
        parent[child] = made;
      }
    }
    return depths(sorted, parent, weights.length);
  }

  private static int[] depths(long[] sorted, int[] parent, int symbols) {
    int[] depth = new int[parent.length];
    for (int i = parent.length - 2; i >= 0; i--) {
      depth[i] = depth[parent[i]] + 1;
    }
    int[] lengths = new int[symbols];
    for (int i = 0; i < sorted.length; i++) {
      lengths[(int) (sorted[i] & 0xffff)] = depth[i];
    }
    return lengths;
  }

  /** Bits of a code are sent highest first, so they are turned round here. */
  private static int[] codes(int[] lengths) {
    int[] next = new int[17];
    for (int length : lengths) {
      next[length + 1]++;
    }
    next[1] = 0;
    for (int i = 1; i < 17; i++) {
      next[i] = (next[i] + next[i - 1]) << 1;
    }
    int[] codes = new int[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] > 0) {
        codes[i] = Integer.reverse(next[lengths[i]]++) >>> (32 - lengths[i]);
      }
    }
    return codes;
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  int[] lengths() {
    return lengths;
  }

  void write(int symbol, BitWriter out) {
    out.write(codes[symbol], lengths[symbol]);
  }
}
