package io.github.weepython.maven.archive.deflate;

/** What each choice costs by the statistics of a former pass, in 64ths of a bit. */
final class Costs {
  private static final int BIT = 64;

  /** Of a symbol that did not occur: somewhat dearer than one that occurred once. */
  private static final int UNSEEN_MORE = BIT;

  private final int[] literals = new int[256];
  private final int[] lengths = new int[259];
  private final int[] distances = new int[Symbols.DISTANCES];

  Costs(Frequencies frequencies) {
    int[] bits = entropy(frequencies.literals());
    System.arraycopy(bits, 0, literals, 0, 256);
    for (int length = 3; length <= 258; length++) {
      int symbol = Symbols.ofLength(length);
      lengths[length] = bits[symbol] + BIT * Symbols.lengthExtra(symbol);
    }
    int[] distanceBits = entropy(frequencies.distances());
    for (int i = 0; i < distances.length; i++) {
      distances[i] = distanceBits[i] + BIT * Symbols.distanceExtra(i);
    }
  }

  /** StrictMath gives the same on every machine. */
  private static int[] entropy(int[] counts) {
    long total = 0;
    for (int count : counts) {
      total += count;
    }
    int[] bits = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double share = (double) Math.max(1, counts[i]) / Math.max(1, total);
      bits[i] = (int) StrictMath.rint(-StrictMath.log(share) / StrictMath.log(2) * BIT);
      bits[i] = Math.max(BIT, bits[i]) + (counts[i] == 0 ? UNSEEN_MORE : 0);
    }
    return bits;
  }

  int literal(int value) {
    return literals[value];
  }

  int length(int length) {
    return lengths[length];
  }

  int distance(int distance) {
    return distances[Symbols.ofDistance(distance)];
  }
}
