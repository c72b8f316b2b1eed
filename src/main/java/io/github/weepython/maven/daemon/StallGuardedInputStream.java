package io.github.weepython.maven.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A long answer of a daemon that is watched while it comes: a read gives up where the daemon does
 * not get on. A thread of its own takes it from the connection.
 */
final class StallGuardedInputStream extends InputStream {
  private static final int PIECE = 1 << 16;
  private static final int PIECES = 16;

  /** Bytes; none at the end, and what went wrong where something did. */
  private record Piece(byte[] bytes, Optional<Throwable> failure) {}

  private final StallDetector watch;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES);
  private final Thread taker;
  private Piece piece = new Piece(new byte[] {0}, Optional.empty());
  private int next = 1;

  /**
   * @param question asks the daemon
   */
  StallGuardedInputStream(StallDetector watch, Callable<InputStream> question) {
    this.watch = watch;
    this.taker = StallDetector.start(() -> take(question));
  }

  private void take(Callable<InputStream> question) {
    try {
      pieces.put(takeAll(question));
    } catch (InterruptedException e) {
      // Closed: nobody reads any more.
    }
  }

  private Piece takeAll(Callable<InputStream> question) throws InterruptedException {
    try (InputStream in = question.call()) {
      for (byte[] each = in.readNBytes(PIECE); each.length > 0; each = in.readNBytes(PIECE)) {
        pieces.put(new Piece(each, Optional.empty()));
      }
      return new Piece(new byte[0], Optional.empty());
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) { // The reader is to hear of everything.
      return new Piece(new byte[0], Optional.of(e));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (next == piece.bytes().length && !atEnd()) {
      piece = await();
      next = 0;
    }
    if (piece.failure().isPresent()) {
      throw StallDetector.unchecked(piece.failure().get());
    }
    if (atEnd()) {
      return -1;
    }
    int n = Math.min(length, piece.bytes().length - next);
    System.arraycopy(piece.bytes(), next, bytes, offset, n);
    next += n;
    return n;
  }

  private boolean atEnd() {
    return piece.bytes().length == 0;
  }

  private Piece await() throws InterruptedIOException {
    try {
      while (true) {
        Piece one = pieces.poll(watch.silence().toNanos(), TimeUnit.NANOSECONDS);
        if (one != null) {
          watch.moved();
          return one;
        }
        watch.check();
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** The thread goes as soon as the connection lets it. */
  @Override
  public void close() {
    taker.interrupt();
  }
}
