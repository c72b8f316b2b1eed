package io.github.weepython.maven.archive.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Takes the longest match at each place, unless the next place has a longer one. */
final class LazyParser {
  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WINDOW = 1 << 15;
  private static final int LONGEST = 258;
  private static final int HASH_BITS = 15;
  private static final int NEAR_BITS = 12;

  private static final int DEPTH = 32;

  private static final int NICE = 96;
  private static final int LAZY = 24;
  private static final int NEAR = 1 << 12;

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final int[] nearest = new int[1 << NEAR_BITS];
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
    Tokens tokens = new Tokens((to - from) / 3 + 16);
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

  /** The longest match that is longer than asked for, or 0; the place itself is inserted. */
  private int find(int at, int longer, int depth) {
    int most = Math.min(LONGEST, to - at);
    insertBefore(at);
    if (most < 4) {
      return 0;
    }
    int four = (int) FOUR.get(bytes, at);
    int three = hash3(four);
    int near = nearest[three];
    int hash = hash4(four);
    int candidate = head[hash];
    nearest[three] = at;
    previous[at & (WINDOW - 1)] = candidate;
    head[hash] = at;
    inserted = at + 1;
    int best = longer;
    int distance = 0;
    if (best < 3) {
      if (at - near <= NEAR && ((int) FOUR.get(bytes, near) ^ four) << 8 == 0) {
        best = 3;
        distance = at - near;
      }
    }
    for (int left = depth; left > 0 && at - candidate <= WINDOW && best < most; left--) {
      // A longer match has the same four bytes at its end, too. Most candidates differ there.
      int end = Math.max(best - 3, 0);
      if ((int) FOUR.get(bytes, candidate + end) == (int) FOUR.get(bytes, at + end)
          && (int) FOUR.get(bytes, candidate) == four) {
        int length = length(candidate, at, most);
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

  /** How many bytes are equal, the first four of which are known to be. */
  private int length(int a, int b, int most) {
    int length = 4;
    for (; length + Long.BYTES <= most; length += Long.BYTES) {
      long difference = (long) EIGHT.get(bytes, a + length) ^ (long) EIGHT.get(bytes, b + length);
      if (difference != 0) {
        return length + Long.numberOfTrailingZeros(difference) / Byte.SIZE;
      }
    }
    while (length < most && bytes[a + length] == bytes[b + length]) {
      length++;
    }
    return length;
  }

  private void insertBefore(int end) {
    int last = Math.min(end, to - 3);
    int at = inserted;
    for (; at < last; at++) {
      int four = (int) FOUR.get(bytes, at);
      nearest[hash3(four)] = at;
      int hash = hash4(four);
      previous[at & (WINDOW - 1)] = head[hash];
      head[hash] = at;
    }
    inserted = at;
  }

  private static int hash3(int four) {
    return ((four << 8) * 0x1E35A7BD) >>> (32 - NEAR_BITS);
  }

  private static int hash4(int four) {
    return (four * 0x1E35A7BD) >>> (32 - HASH_BITS);
  }
}
