package io.github.weepython.maven.archive;

import io.github.weepython.maven.archive.deflate.Deflate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Compresses to one gzip member (RFC 1952) by several cores. Chunks of fixed length are deflated
 * each with the 32 KiB before it at hand and end on a byte boundary, so the bytes do not depend on
 * how many cores took part, and by wee's own code, so neither do they depend on the Java at work.
 * The header has no time, no name, and an unknown system.
 */
public final class ParallelGzip extends OutputStream {
  private static final int CHUNK = 1 << 20;
  private static final int WINDOW = 1 << 15;
  private static final byte[] LAST_BLOCK = {3, 0};

  private final OutputStream out;
  private final Deflate.Effort effort;
  private final int ahead;
  private final ExecutorService workers;
  private final Queue<Future<byte[]>> compressed = new ArrayDeque<>();
  private final CRC32 crc = new CRC32();
  private final byte[] chunk = new byte[CHUNK];
  private int filled;
  private long length;
  private byte[] window = new byte[0];
  private boolean closed;

  /**
   * @param out closed with this stream
   * @param threads how many chunks are deflated at a time
   */
  public ParallelGzip(OutputStream out, Deflate.Effort effort, int threads) throws IOException {
    this.out = out;
    this.effort = effort;
    this.ahead = 2 * threads;
    int hint = effort == Deflate.Effort.BEST ? 2 : 0;
    out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, (byte) hint, (byte) 255});
    this.workers = Executors.newFixedThreadPool(threads, ParallelGzip::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wee-gzip");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    crc.update(bytes, offset, count);
    length += count;
    int from = offset;
    int end = offset + count;
    while (from < end) {
      int n = Math.min(CHUNK - filled, end - from);
      System.arraycopy(bytes, from, chunk, filled, n);
      filled += n;
      from += n;
      if (filled == CHUNK) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    byte[] piece = Arrays.copyOf(window, window.length + filled);
    System.arraycopy(chunk, 0, piece, window.length, filled);
    int from = window.length;
    compressed.add(workers.submit(() -> Deflate.deflate(piece, from, piece.length, effort)));
    window = Arrays.copyOfRange(chunk, Math.max(0, filled - WINDOW), filled);
    filled = 0;
    while (compressed.size() > ahead) {
      writeNext();
    }
  }

  private void writeNext() throws IOException {
    try {
      out.write(compressed.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing");
    } catch (ExecutionException e) {
      throw new IOException("compressing failed", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      if (filled > 0) {
        submit();
      }
      while (!compressed.isEmpty()) {
        writeNext();
      }
      out.write(LAST_BLOCK);
      out.write(littleEndian(crc.getValue()));
      out.write(littleEndian(length));
    } finally {
      workers.shutdownNow();
    }
  }

  private static byte[] littleEndian(long value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }
}
