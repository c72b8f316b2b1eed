package io.github.weepython.maven.archive.deflate;

import java.util.Arrays;

/**
 * Finds matches by binary trees, one for each hash of four bytes, with the latest place as its root
 * (libdeflate's bt_matchfinder); matches of three bytes by a table.
 */
final class TreeMatcher {
  private static final int WINDOW = 1 << 15;
  private static final int MASK = WINDOW - 1;
  private static final int LONGEST = 258;
  private static final int DEPTH = 300;
  private static final int HASH_BITS = 16;
  private static final int NONE = -WINDOW - 1;
  private static final int LOOKAHEAD = 5;

  private final byte[] bytes;
  private final int to;
  private final int[] latest = filled(2 << HASH_BITS);
  private final int[] roots = filled(1 << HASH_BITS);

  /** Left and right child of each place in the window. */
  private final int[] children = filled(2 * WINDOW);

  private TreeMatcher(byte[] bytes, int to) {
    this.bytes = bytes;
    this.to = to;
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NONE);
    return array;
  }

  static MatchTable matches(byte[] bytes, int from, int to) {
    TreeMatcher matcher = new TreeMatcher(bytes, to);
    MatchTable table = new MatchTable(from, to);
    for (int at = Math.max(0, from - WINDOW); at < from; at++) {
      matcher.insert(at, table, false);
    }
    int covered = from;
    for (int at = from; at < to; at++) {
      // Within the longest of matches there is nothing to find.
      int longest = matcher.insert(at, table, at >= covered);
      table.close(at);
      if (at >= covered && longest == LONGEST) {
        covered = at + longest;
      }
    }
    return table;
  }

  /** Puts the place into its tree, and what it meets on its way into the table. */
  private int insert(int at, MatchTable table, boolean record) {
    int most = Math.min(LONGEST, to - at);
    if (most < LOOKAHEAD) {
      return 0;
    }
    int three = (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
    recordThree(at, three, table, record);
    int hash = hash(three | bytes[at + 3] << 24);
    int node = roots[hash];
    roots[hash] = at;
    return descend(at, node, most, table, record);
  }

  private void recordThree(int at, int three, MatchTable table, boolean record) {
    int slot = 2 * hash(three);
    int first = latest[slot];
    int second = latest[slot + 1];
    latest[slot] = at;
    latest[slot + 1] = first;
    if (record) {
      if (isThree(first, at)) {
        table.add(3, at - first);
      } else if (isThree(second, at)) {
        table.add(3, at - second);
      }
    }
  }

  private boolean isThree(int node, int at) {
    return at - node < WINDOW
        && bytes[node] == bytes[at]
        && bytes[node + 1] == bytes[at + 1]
        && bytes[node + 2] == bytes[at + 2];
  }

  private int descend(int at, int root, int most, MatchTable table, boolean record) {
    int node = root;
    int smaller = 2 * (at & MASK); // where the next smaller, and the next greater, is to hang
    int greater = smaller + 1;
    int smallerLength = 0;
    int greaterLength = 0;
    int length = 0;
    int best = 3;
    // A place a whole window back had the slot that this place has now.
    for (int left = DEPTH; left > 0 && at - node < WINDOW; left--) {
      int child = 2 * (node & MASK);
      if (bytes[node + length] == bytes[at + length]) {
        length = extend(node, at, length + 1, most);
        if (record && length > best) {
          best = length;
          table.add(length, at - node);
        }
        if (length == most) {
          children[smaller] = children[child];
          children[greater] = children[child + 1];
          return length;
        }
      }
      if ((bytes[node + length] & 0xff) < (bytes[at + length] & 0xff)) {
        children[smaller] = node;
        smaller = child + 1;
        node = children[smaller];
        smallerLength = length;
        length = Math.min(length, greaterLength);
      } else {
        children[greater] = node;
        greater = child;
        node = children[greater];
        greaterLength = length;
        length = Math.min(length, smallerLength);
      }
    }
    children[smaller] = NONE;
    children[greater] = NONE;
    return best;
  }

  private int extend(int node, int at, int length, int most) {
    int more = Arrays.mismatch(bytes, node + length, node + most, bytes, at + length, at + most);
    return more < 0 ? most : length + more;
  }

  private static int hash(int value) {
    return (value * 0x1E35A7BD) >>> (32 - HASH_BITS);
  }
}
