package io.github.weepython.maven.sandbox.remote;

import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that are written through it. */
public final class CountingOutputStream extends OutputStream {
  private final OutputStream out;
  private long bytes;

  public CountingOutputStream(OutputStream out) {
    this.out = out;
  }

  public long bytes() {
    return bytes;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    bytes++;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
    bytes += length;
  }
}
