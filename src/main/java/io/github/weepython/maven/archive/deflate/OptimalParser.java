package io.github.weepython.maven.archive.deflate;

/**
 * Chooses the matches of one block so that it becomes shortest: the cheapest way from each place to
 * the end, last place first, with costs from the former pass's statistics, until they settle.
 */
final class OptimalParser {
  private static final int PASSES = 10;
  private static final int SHORTEST = 3;

  private final byte[] bytes;
  private final MatchTable matches;
  private final int from;
  private final int to;
  private final int[] cost;
  private final int[] choice;

  OptimalParser(byte[] bytes, MatchTable matches, int from, int to) {
    this.bytes = bytes;
    this.matches = matches;
    this.from = from;
    this.to = to;
    this.cost = new int[to - from + 1];
    this.choice = new int[to - from];
  }

  Tokens parse() {
    Tokens best = clipped();
    Frequencies frequencies = Frequencies.of(best, 0, best.size());
    long size = BlockWriter.bits(frequencies);
    for (int pass = 0; pass < PASSES; pass++) {
      Tokens tokens = cheapest(new Costs(frequencies));
      frequencies = Frequencies.of(tokens, 0, tokens.size());
      long bits = BlockWriter.bits(frequencies);
      if (bits < size) {
        best = tokens;
      }
      if (bits >= size - size / 10_000) {
        break; // What a further pass could gain is less than a hundredth of a percent.
      }
      size = bits;
    }
    return best;
  }

  /** The longest matches, none of them beyond the block's end. */
  private Tokens clipped() {
    Tokens tokens = new Tokens();
    int at = from;
    while (at < to) {
      int end = matches.end(at);
      int length = end > matches.first(at) ? Tokens.length(matches.match(end - 1)) : 0;
      length = Math.min(length, to - at);
      if (length >= SHORTEST) {
        tokens.add(Tokens.match(length, Tokens.distance(matches.match(end - 1))));
        at += length;
      } else {
        tokens.add(bytes[at++] & 0xff);
      }
    }
    return tokens;
  }

  private Tokens cheapest(Costs costs) {
    cost[to - from] = 0;
    for (int at = to - 1; at >= from; at--) {
      choose(at, costs);
    }
    Tokens tokens = new Tokens();
    int at = from;
    while (at < to) {
      int token = choice[at - from];
      tokens.add(token);
      at += Tokens.isLiteral(token) ? 1 : Tokens.length(token);
    }
    return tokens;
  }

  private void choose(int at, Costs costs) {
    int place = at - from;
    int literal = bytes[at] & 0xff;
    int least = cost[place + 1] + costs.literal(literal);
    int chosen = literal;
    int length = SHORTEST;
    int end = matches.end(at);
    for (int i = matches.first(at); i < end; i++) {
      int match = matches.match(i);
      int distance = costs.distance(Tokens.distance(match));
      int most = Math.min(Tokens.length(match), to - at);
      for (; length <= most; length++) {
        int sum = distance + costs.length(length) + cost[place + length];
        if (sum < least) {
          least = sum;
          chosen = Tokens.match(length, Tokens.distance(match));
        }
      }
    }
    cost[place] = least;
    choice[place] = chosen;
  }
}
