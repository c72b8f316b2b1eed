package io.github.weepython.maven.archive.deflate;

/** How often each symbol of a block occurs. */
record Frequencies(int[] literals, int[] distances) {
  static Frequencies of(Tokens tokens, int first, int end) {
    int[] literals = new int[Symbols.LITERALS];
    int[] distances = new int[Symbols.DISTANCES];
    for (int i = first; i < end; i++) {
      int token = tokens.get(i);
      if (Tokens.isLiteral(token)) {
        literals[token]++;
      } else {
        literals[Symbols.ofLength(Tokens.length(token))]++;
        distances[Symbols.ofDistance(Tokens.distance(token))]++;
      }
    }
    literals[Symbols.END]++;
    return new Frequencies(literals, distances);
  }

  /** Of both blocks as one. */
  Frequencies plus(Frequencies other) {
    int[] allLiterals = literals.clone();
    int[] allDistances = distances.clone();
    for (int i = 0; i < allLiterals.length; i++) {
      allLiterals[i] += other.literals[i];
    }
    for (int i = 0; i < allDistances.length; i++) {
      allDistances[i] += other.distances[i];
    }
    allLiterals[Symbols.END]--;
    return new Frequencies(allLiterals, allDistances);
  }

  /** Bits of all symbols and their extra bits under the codes. */
  long bits(HuffmanCode literalCode, HuffmanCode distanceCode) {
    long bits = 0;
    for (int i = 0; i < literals.length; i++) {
      int extra = i > Symbols.END ? Symbols.lengthExtra(i) : 0;
      bits += (long) literals[i] * (literalCode.length(i) + extra);
    }
    for (int i = 0; i < distances.length; i++) {
      bits += (long) distances[i] * (distanceCode.length(i) + Symbols.distanceExtra(i));
    }
    return bits;
  }
}
