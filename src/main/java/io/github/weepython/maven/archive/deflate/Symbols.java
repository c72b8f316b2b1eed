package io.github.weepython.maven.archive.deflate;

/** The alphabets of lengths and distances (RFC 1951, 3.2.5). */
final class Symbols {
  static final int LITERALS = 286;
  static final int DISTANCES = 30;
  static final int END = 256;
  private static final int[] LENGTH_BASE = new int[29];
  private static final int[] LENGTH_EXTRA = new int[29];
  private static final int[] DISTANCE_BASE = new int[30];
  private static final int[] DISTANCE_EXTRA = new int[30];
  private static final byte[] LENGTH_CODE = new byte[259];

  static {
    int base = 3;
    for (int i = 0; i < 28; i++) {
      LENGTH_BASE[i] = base;
      LENGTH_EXTRA[i] = i < 8 ? 0 : i / 4 - 1;
      for (int n = 0; n < 1 << LENGTH_EXTRA[i] && base + n < 258; n++) {
        LENGTH_CODE[base + n] = (byte) i;
      }
      base += 1 << LENGTH_EXTRA[i];
    }
    LENGTH_BASE[28] = 258;
    LENGTH_CODE[258] = 28;
    base = 1;
    for (int i = 0; i < 30; i++) {
      DISTANCE_BASE[i] = base;
      DISTANCE_EXTRA[i] = i < 4 ? 0 : i / 2 - 1;
      base += 1 << DISTANCE_EXTRA[i];
    }
  }

  private Symbols() {}

  /** In the alphabet of literals and lengths. */
  static int ofLength(int length) {
    return 257 + LENGTH_CODE[length];
  }

  static int lengthExtra(int symbol) {
    return LENGTH_EXTRA[symbol - 257];
  }

  static int lengthBase(int symbol) {
    return LENGTH_BASE[symbol - 257];
  }

  static int ofDistance(int distance) {
    if (distance <= 4) {
      return distance - 1;
    }
    int top = 31 - Integer.numberOfLeadingZeros(distance - 1);
    return 2 * top + ((distance - 1) >>> (top - 1) & 1);
  }

  static int distanceExtra(int symbol) {
    return DISTANCE_EXTRA[symbol];
  }

  static int distanceBase(int symbol) {
    return DISTANCE_BASE[symbol];
  }
}
