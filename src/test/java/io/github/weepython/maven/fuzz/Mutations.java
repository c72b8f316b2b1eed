package io.github.weepython.maven.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Inputs that are nearly sound. */
final class Mutations {
  private Mutations() {}

  /** The bytes with one to four changes: bits, whole bytes, cuts, repeated parts. */
  static byte[] mutated(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    for (int i = random.nextInt(4); i >= 0 && result.length > 0; i--) {
      result = once(result, random);
    }
    return result;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
      case 1 -> with(bytes, at, (byte) random.nextInt(256));
      case 2 -> Arrays.copyOf(bytes, at);
      default -> repeated(bytes, at, random.nextInt(Math.min(bytes.length - at, 64) + 1));
    };
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] result = bytes.clone();
    result[at] = value;
    return result;
  }

  private static byte[] repeated(byte[] bytes, int at, int length) {
    byte[] result = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, at, result, at + length, bytes.length - at);
    return result;
  }
}
