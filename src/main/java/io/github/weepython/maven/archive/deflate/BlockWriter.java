package io.github.weepython.maven.archive.deflate;

import java.util.Arrays;

/** Writes blocks, each in the shortest of the three ways (RFC 1951, 3.2.3). */
final class BlockWriter {
  private static final int LIMIT = 15;
  private static final int STORED = 0;
  private static final int FIXED = 1;
  private static final int DYNAMIC = 2;
  private static final int STORED_MAX = 65535;
  private static final HuffmanCode FIXED_LITERALS = HuffmanCode.ofLengths(fixedLiterals());
  private static final HuffmanCode FIXED_DISTANCES = HuffmanCode.ofLengths(fixedDistances());

  private final BitWriter out;

  BlockWriter(BitWriter out) {
    this.out = out;
  }

  private static int[] fixedLiterals() {
    int[] lengths = new int[288];
    Arrays.fill(lengths, 0, 144, 8);
    Arrays.fill(lengths, 144, 256, 9);
    Arrays.fill(lengths, 256, 280, 7);
    Arrays.fill(lengths, 280, 288, 8);
    return lengths;
  }

  private static int[] fixedDistances() {
    int[] lengths = new int[32];
    Arrays.fill(lengths, 5);
    return lengths;
  }

  /** Bits of a dynamic block with these tokens. */
  static long bits(Frequencies frequencies) {
    HuffmanCode literals = HuffmanCode.of(frequencies.literals(), LIMIT);
    HuffmanCode distances = HuffmanCode.of(frequencies.distances(), LIMIT);
    return new CodeLengths(literals, distances).bits() + frequencies.bits(literals, distances);
  }

  /** Writes the tokens from first to before end, which stand for the bytes from and to. */
  void write(Tokens tokens, int first, int end, byte[] bytes, int from, int to) {
    Frequencies frequencies = Frequencies.of(tokens, first, end);
    HuffmanCode literals = HuffmanCode.of(frequencies.literals(), LIMIT);
    HuffmanCode distances = HuffmanCode.of(frequencies.distances(), LIMIT);
    CodeLengths head = new CodeLengths(literals, distances);
    long dynamic = head.bits() + frequencies.bits(literals, distances);
    long fixed = frequencies.bits(FIXED_LITERALS, FIXED_DISTANCES);
    long stored = 8L * (to - from) + 40L * ((to - from) / STORED_MAX + 1);
    if (stored < Math.min(dynamic, fixed)) {
      writeStored(bytes, from, to);
    } else if (fixed < dynamic) {
      out.write(FIXED << 1, 3);
      write(tokens, first, end, FIXED_LITERALS, FIXED_DISTANCES);
    } else {
      out.write(DYNAMIC << 1, 3);
      head.write(out);
      write(tokens, first, end, literals, distances);
    }
  }

  private void write(
      Tokens tokens, int first, int end, HuffmanCode literals, HuffmanCode distances) {
    for (int i = first; i < end; i++) {
      int token = tokens.get(i);
      if (Tokens.isLiteral(token)) {
        literals.write(token, out);
      } else {
        int length = Symbols.ofLength(Tokens.length(token));
        literals.write(length, out);
        out.write(Tokens.length(token) - Symbols.lengthBase(length), Symbols.lengthExtra(length));
        int distance = Symbols.ofDistance(Tokens.distance(token));
        distances.write(distance, out);
        out.write(
            Tokens.distance(token) - Symbols.distanceBase(distance),
            Symbols.distanceExtra(distance));
      }
    }
    literals.write(Symbols.END, out);
  }

  private void writeStored(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i += STORED_MAX) {
      int length = Math.min(STORED_MAX, to - i);
      out.write(STORED << 1, 3);
      out.align();
      out.write(length | ~length << 16, 32);
      out.write(bytes, i, length);
    }
  }

  /** An empty stored block, after which the stream stands on a byte boundary. */
  void align() {
    out.write(STORED << 1, 3);
    out.align();
    out.write(0xffff << 16, 32);
  }
}
