package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.deflate.Deflate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelGzipTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, 5_000_000})
  void givesTheSameValidMemberForAnyNumberOfThreads(int size) throws IOException {
    byte[] bytes = new byte[size];
    Random random = new Random(size);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(7);
    }
    for (Deflate.Effort effort : Deflate.Effort.values()) {
      byte[] alone = gzip(bytes, effort, 1);
      assertThat(gzip(bytes, effort, 3)).isEqualTo(alone);
      try (var in = new GZIPInputStream(new ByteArrayInputStream(alone))) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
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
