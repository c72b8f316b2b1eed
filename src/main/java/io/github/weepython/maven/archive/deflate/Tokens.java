package io.github.weepython.maven.archive.deflate;

import java.util.Arrays;

/**
 * Literals and matches in a row, one int each: a literal is its byte; a match is its length times
 * 65536 and its distance less one.
 */
final class Tokens {
  private int[] tokens;
  private int size;

  Tokens() {
    this(1 << 12);
  }

  /**
   * @param capacity how many there will be, about
   */
  Tokens(int capacity) {
    this.tokens = new int[capacity];
  }

  static int match(int length, int distance) {
    return length << 16 | (distance - 1);
  }

  static boolean isLiteral(int token) {
    return token < 256;
  }

  /** Of a match; a literal's is not to be asked for. */
  static int length(int token) {
    return token >>> 16;
  }

  static int distance(int token) {
    return (token & 0xffff) + 1;
  }

  void add(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, size * 2);
    }
    tokens[size++] = token;
  }

  int get(int index) {
    return tokens[index];
  }

  int size() {
    return size;
  }
}
