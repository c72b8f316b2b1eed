package io.github.weepython.maven.archive.deflate;

import java.util.Arrays;

/** Bits, the lowest of each number first. */
final class BitWriter {
  private byte[] bytes;
  private int size;
  private long pending;
  private int count;

  BitWriter(int capacity) {
    this.bytes = new byte[capacity];
  }

  /**
   * @param length at most 32
   */
  void write(int bits, int length) {
    pending |= (bits & 0xffffffffL) << count;
    count += length;
    while (count >= 8) {
      put((byte) pending);
      pending >>>= 8;
      count -= 8;
    }
  }

  void align() {
    if (count > 0) {
      write(0, 8 - count);
    }
  }

  /** Whole bytes; to be called on a byte boundary. */
  void write(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  private void put(byte b) {
    reserve(1);
    bytes[size++] = b;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
