package io.github.weepython.maven.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails beyond a number of bytes: a small archive may unpack to terabytes. */
public final class LimitedInputStream extends FilterInputStream {
  private final long most;
  private long left;

  /**
   * @param most how many bytes may be read until {@link #renew}
   */
  public LimitedInputStream(InputStream in, long most) {
    super(in);
    this.most = most;
    this.left = most;
  }

  /** Lets as many bytes be read once more as at first. */
  void renew() {
    left = most;
  }

  /** Lets any number of bytes be read until {@link #renew}. */
  void lift() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    took(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = in.read(bytes, from, length);
    took(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long length) throws IOException {
    long skipped = in.skip(length);
    took(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void took(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("more than the %d bytes allowed here".formatted(most));
    }
  }
}
