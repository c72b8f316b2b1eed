package io.github.weepython.maven.daemon;

import io.github.weepython.maven.progress.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how much of a stream was read. */
public final class ProgressInputStream extends FilterInputStream {
  private final LongConsumer heard;
  private long done;

  /**
   * @param total how many bytes there are
   */
  public ProgressInputStream(InputStream in, Progress.Step step, long total) {
    this(in, done -> step.update(Math.min(done, total), total));
  }

  /**
   * @param heard how many bytes have been read in all
   */
  ProgressInputStream(InputStream in, LongConsumer heard) {
    super(in);
    this.heard = heard;
  }

  @Override
  public int read() throws IOException {
    int n = super.read();
    told(n < 0 ? 0 : 1);
    return n;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    told(Math.max(0, n));
    return n;
  }

  private void told(int bytes) {
    done += bytes;
    heard.accept(done);
  }
}
