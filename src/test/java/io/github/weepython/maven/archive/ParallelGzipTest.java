package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import io.github.weepython.maven.archive.deflate.Deflate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelGzipTest {
  /** Around the ends of chunks, and more of them than are deflated ahead. */
  @ParameterizedTest
  @CsvSource({
    "0, FAST",
    "1, FAST",
    "1048576, FAST",
    "1048577, FAST",
    "5000000, FAST",
    "0, BEST",
    "1, BEST",
    "1048577, BEST"
  })
  void givesTheSameValidMemberForAnyNumberOfThreads(int size, Deflate.Effort effort)
      throws IOException {
    byte[] bytes = new byte[size];
    Random random = new Random(size);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(7);
    }
    byte[] alone = gzip(bytes, effort, 1);
    assertThat(gzip(bytes, effort, 3)).isEqualTo(alone);
    assertThat(gunzip(alone)).isEqualTo(bytes);
  }

  /**
   * Effort {@code best} takes long over bytes with short matches; of these, each chunk ends and
   * begins in a long match that needs the chunk before it.
   */
  @Test
  void givesTheSameMemberForAnyNumberOfThreadsWhereManyChunksMatchOverTheirEnds()
      throws IOException {
    byte[] word = new byte[20_011];
    new Random(1).nextBytes(word);
    byte[] bytes = new byte[5_000_001];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = word[i % word.length];
    }
    byte[] alone = gzip(bytes, Deflate.Effort.BEST, 1);
    assertThat(gzip(bytes, Deflate.Effort.BEST, 2)).isEqualTo(alone);
    assertThat(gzip(bytes, Deflate.Effort.BEST, 3)).isEqualTo(alone);
    assertThat(gunzip(alone)).isEqualTo(bytes);
    assertThat(alone.length).as("the window is used").isLessThan(4 * word.length);
  }

  @Test
  void givesTheSameMemberHoweverItsBytesAreWritten() {
    Property.holds(
        4,
        random -> {
          byte[] bytes = new byte[random.nextInt(3_000_000)];
          random.nextBytes(bytes);
          Arrays.fill(bytes, 0, random.nextInt(bytes.length + 1), (byte) 'a');
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try (var gzip = new ParallelGzip(out, Deflate.Effort.FAST, 1 + random.nextInt(4))) {
            for (int at = 0; at < bytes.length; ) {
              int n = Math.min(bytes.length - at, random.nextInt(1 << random.nextInt(22)));
              if (n == 1) {
                gzip.write(bytes[at]);
              } else {
                gzip.write(bytes, at, n);
              }
              at += n;
            }
          }
          assertThat(out.toByteArray()).isEqualTo(gzip(bytes, Deflate.Effort.FAST, 1));
          assertThat(gunzip(out.toByteArray())).isEqualTo(bytes);
        });
  }

  private static byte[] gunzip(byte[] member) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(member))) {
      return in.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] bytes, Deflate.Effort effort, int threads) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var gzip = new ParallelGzip(out, effort, threads)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
