package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.kube.Exec;
import io.github.weepython.maven.kube.UnreachableException;
import io.github.weepython.maven.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;

/**
 * A file of a pod, read to its end: where a connection breaks, the next one goes on from there. So
 * nothing is lost with a connection, and nothing comes twice.
 */
final class ResumablePodStream extends InputStream {
  /** A connection that was silent so often in a row is given up for another. */
  private static final int SILENCES = 3;

  /** How often a command that prints nothing may fail. */
  private static final int FAILURES = 5;

  private final PodConnection link;
  private final String script;
  private final Length length;
  private final ReconnectPolicy outage;
  private Optional<Exec> exec = Optional.empty();
  private byte[] piece = new byte[0];
  private int at;
  private long got;
  private int silences;
  private int failures;
  private boolean ended;

  /** How long the file is, once all of it was printed. */
  interface Length {
    long get() throws InterruptedException;
  }

  /**
   * @param script prints the file from the byte on that its argument names, the first being 1, and
   *     ends with status 0 after the last one
   */
  ResumablePodStream(PodConnection link, String script, Length length) {
    this.link = link;
    this.script = script;
    this.length = length;
    this.outage = link.outage();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int wanted) throws IOException {
    if (wanted == 0) {
      return 0;
    }
    try {
      while (at == piece.length && !ended) {
        advance();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    if (at == piece.length) {
      return -1;
    }
    int count = Math.min(wanted, piece.length - at);
    System.arraycopy(piece, at, bytes, offset, count);
    at += count;
    return count;
  }

  private void advance() throws InterruptedException {
    try {
      if (exec.isEmpty()) {
        exec = Optional.of(link.start(script, Long.toString(got + 1), false));
      }
      Optional<byte[]> next = exec.get().next(PodConnection.SILENCE);
      if (next.isEmpty()) {
        silent();
      } else if (next.get().length > 0) {
        take(next.get());
      } else {
        end(exec.get());
      }
    } catch (UnreachableException e) {
      drop();
      outage.happened(String.valueOf(e.getMessage()));
    }
  }

  private void take(byte[] next) {
    piece = next;
    at = 0;
    got += next.length;
    silences = 0;
    failures = 0;
    outage.over();
  }

  private void silent() throws InterruptedException {
    link.check(); // When nobody answers, that is an outage.
    outage.over();
    if (++silences == SILENCES) {
      silences = 0;
      drop();
    }
  }

  private void end(Exec over) throws InterruptedException {
    drop();
    Optional<Integer> status = over.status();
    if (status.filter(each -> each == 0).isPresent() && got >= length.get()) {
      ended = true;
    } else if (status.isPresent() && ++failures == FAILURES) {
      throw new SandboxException(
          "Reading a file of the pod failed with status %d: %s"
              .formatted(status.get(), over.complaint()));
    } else {
      outage.happened(over.complaint());
    }
  }

  private void drop() {
    exec.ifPresent(Exec::close);
    exec = Optional.empty();
  }

  @Override
  public void close() {
    ended = true;
    drop();
  }
}
