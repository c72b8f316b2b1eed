package io.github.weepython.maven.archive.deflate;

import java.util.Arrays;

/** For each place the matches that begin there, each longer than the one before it. */
final class MatchTable {
  private final int from;
  private final int[] first;
  private int[] matches;
  private int size;

  MatchTable(int from, int to) {
    this.from = from;
    this.first = new int[to - from + 1];
    this.matches = new int[4 * (to - from) + 64];
  }

  void add(int length, int distance) {
    if (size == matches.length) {
      matches = Arrays.copyOf(matches, size * 2);
    }
    matches[size++] = Tokens.match(length, distance);
  }

  /** All matches of the place have been added. */
  void close(int at) {
    first[at - from + 1] = size;
  }

  int first(int at) {
    return first[at - from];
  }

  int end(int at) {
    return first[at - from + 1];
  }

  int match(int index) {
    return matches[index];
  }

  /** The longest match wherever there is one. */
  Tokens longest(byte[] bytes, int start, int to) {
    Tokens tokens = new Tokens();
    int at = start;
    while (at < to) {
      int end = first[at - from + 1];
      if (end > first[at - from]) {
        tokens.add(matches[end - 1]);
        at += Tokens.length(matches[end - 1]);
      } else {
        tokens.add(bytes[at++] & 0xff);
      }
    }
    return tokens;
  }
}
