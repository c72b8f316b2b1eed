package io.github.weepython.maven.archive.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeflateTest {
  /** A real text: a piece of Debian's package index. */
  private static final Path TEXT = Path.of("src/test/resources/debian/trixie-amd64.Packages");

  private static byte[] inflate(byte[] deflated, byte[] dictionary) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    inflater.setDictionary(dictionary);
    inflater.setInput(deflated);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
      out.write(buffer, 0, n);
    }
    inflater.end();
    return out.toByteArray();
  }

  /** Pieces of random length: noise, runs, copies from near and far, few and many letters. */
  private static byte[] mixture(Random random, int longest) {
    byte[] bytes = new byte[random.nextInt(longest)];
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(14)));
      int distance = 1 + random.nextInt(1 << (1 + random.nextInt(16)));
      int letters = 1 + random.nextInt(256);
      boolean copy = random.nextBoolean() && distance <= at;
      for (int i = 0; i < length; i++, at++) {
        bytes[at] = copy ? bytes[at - distance] : (byte) random.nextInt(letters);
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void zlibUnpacksWhateverWasPacked(Deflate.Effort effort) {
    Property.holds(60, random -> inflatesToItself(mixture(random, 120_000), random, effort));
  }

  /** The ends of blocks, of the window and of the lookahead lie close together here. */
  @ParameterizedTest
  @EnumSource
  void zlibUnpacksTheShortestToo(Deflate.Effort effort) {
    Property.holds(400, random -> inflatesToItself(mixture(random, 300), random, effort));
  }

  private static void inflatesToItself(byte[] bytes, Random random, Deflate.Effort effort)
      throws DataFormatException {
    int from = random.nextInt(bytes.length + 1);
    byte[] before = Arrays.copyOfRange(bytes, Math.max(0, from - 32768), from);
    assertThat(inflate(Deflate.deflate(bytes, from, bytes.length, effort), before))
        .isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  @Test
  void fastIsNoLargerThanZlibAndBestIsSmallerByAThirtieth() throws IOException {
    byte[] bytes = Files.readAllBytes(TEXT);
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(bytes);
    deflater.finish();
    int zlib = deflater.deflate(new byte[bytes.length]);
    deflater.end();
    int fast = Deflate.deflate(bytes, 0, bytes.length, Deflate.Effort.FAST).length;
    assertThat(fast).isLessThan(zlib + zlib / 50);
    int best = Deflate.deflate(bytes, 0, bytes.length, Deflate.Effort.BEST).length;
    assertThat(best).isLessThan(zlib - zlib / 30);
  }

  /** What this Java writes is what every other one does: these digests are of all of them. */
  @Test
  void theBytesAreTheSameOnEveryJava() throws Exception {
    byte[] bytes = Files.readAllBytes(TEXT);
    assertThat(sha256(Deflate.deflate(bytes, 0, bytes.length, Deflate.Effort.FAST)))
        .isEqualTo("b1c7d6bf3ed367ce3a87b804a7a2eb6b31320f400cdc62130696c6caed81763e");
    assertThat(sha256(Deflate.deflate(bytes, 0, bytes.length, Deflate.Effort.BEST)))
        .isEqualTo("6a273af503bfb1ab909033bdbb119a9cd46a69feb1f3ce19bae6801e6809e714");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
