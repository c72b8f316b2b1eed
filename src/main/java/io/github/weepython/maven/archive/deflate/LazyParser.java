package io.github.weepython.maven.archive.deflate;

import java.util.Arrays;

/** Takes the longest match at each place, unless the next place has a longer one. */
final class LazyParser {
  private static final int WINDOW = 1 << 15;
  private static final int LONGEST = 258;
  private static final int HASH_BITS = 15;
  private static final int DEPTH = 32;
  private static final int NICE = 96;
  private static final int LAZY = 24;
  private static final int NEAR = 1 << 12;

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final int[] nearest = new int[1 << HASH_BITS];
  private final int[] head = new int[1 << HASH_BITS];
  private final int[] previous = new int[WINDOW];
  private int inserted;

  LazyParser(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    Arrays.fill(head, -WINDOW - 1);
    Arrays.fill(nearest, -WINDOW - 1);
    this.inserted = Math.max(0, from - WINDOW);
  }

  Tokens parse() {
    Tokens tokens = new Tokens();
    int at = from;
    int match = at < to ? find(at, 2, DEPTH) : 0;
    while (at < to) {
      if (match == 0) {
        tokens.add(bytes[at++] & 0xff);
        match = at < to ? find(at, 2, DEPTH) : 0;
        continue;
      }
      int length = Tokens.length(match);
      int next = 0;
      if (length < LAZY && at + 1 < to) {
        next = find(at + 1, length, DEPTH / 2);
      }
      if (next != 0) {
        tokens.add(bytes[at++] & 0xff);
        match = next;
      } else {
        tokens.add(match);
        at += length;
        match = at < to ? find(at, 2, DEPTH) : 0;
      }
    }
    return tokens;
  }

  /** The longest match that is longer than asked for, or 0. */
  private int find(int at, int longer, int depth) {
    int most = Math.min(LONGEST, to - at);
    insertBefore(at);
    if (most < 4) {
      return 0;
    }
    int best = longer;
    int distance = 0;
    int near = nearest[hash3(at)];
    if (best < 3 && at - near <= NEAR && same(near, at, 3)) {
      best = 3;
      distance = at - near;
    }
    int candidate = head[hash4(at)];
    for (int left = depth; left > 0 && at - candidate <= WINDOW; left--) {
      if (best < most && bytes[candidate + best] == bytes[at + best] && same(candidate, at, 4)) {
        int length = Arrays.mismatch(bytes, candidate, candidate + most, bytes, at, at + most);
        length = length < 0 ? most : length;
        if (length > best) {
          best = length;
          distance = at - candidate;
          if (length >= NICE) {
            break;
          }
        }
      }
      candidate = previous[candidate & (WINDOW - 1)];
    }
    return distance == 0 ? 0 : Tokens.match(best, distance);
  }

  private boolean same(int a, int b, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[a + i] != bytes[b + i]) {
        return false;
      }
    }
    return true;
  }

  private void insertBefore(int end) {
    for (; inserted < end; inserted++) {
      if (inserted + 4 > to) {
        continue;
      }
      nearest[hash3(inserted)] = inserted;
      int hash = hash4(inserted);
      previous[inserted & (WINDOW - 1)] = head[hash];
      head[hash] = inserted;
    }
  }

  private int hash3(int at) {
    int three = (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
    return three * 0x1E35A7BD >>> (32 - HASH_BITS);
  }

  private int hash4(int at) {
    int four =
        (bytes[at] & 0xff)
            | (bytes[at + 1] & 0xff) << 8
            | (bytes[at + 2] & 0xff) << 16
            | bytes[at + 3] << 24;
    return four * 0x1E35A7BD >>> (32 - HASH_BITS);
  }
}
