package io.github.weepython.maven.archive.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits, the lowest of each number first. */
final class BitWriter {
  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;
  private long pending;
  private int count;

  BitWriter(int capacity) {
    this.bytes = new byte[capacity];
  }

  /**
   * @param length at most 32; bits above it are zero
   */
  void write(int bits, int length) {
    pending |= (bits & 0xffffffffL) << count;
    count += length;
    if (count >= 32) {
      reserve(4);
      FOUR.set(bytes, size, (int) pending);
      size += 4;
      pending >>>= 32;
      count -= 32;
    }
  }

  void align() {
    for (; count > 0; count -= 8) {
      reserve(1);
      bytes[size++] = (byte) pending;
      pending >>>= 8;
    }
    pending = 0;
    count = 0;
  }

  /** Whole bytes; to be called on a byte boundary. */
  void write(byte[] from, int offset, int length) {
    align();
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  byte[] toBytes() {
    align();
    return Arrays.copyOf(bytes, size);
  }
}
