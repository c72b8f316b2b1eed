package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.commons.compress.utils.BoundedSeekableByteChannelInputStream;

/**
 * A piece of a file on disk, which must stay as it is while this is used.
 *
 * @param whole has other things before and after
 * @param from offset of the first byte
 * @param size in bytes
 */
record FilePiece(Path whole, long from, long size) implements Content {
  @Override
  public InputStream open() throws IOException {
    FileChannel channel = FileChannel.open(whole);
    return new BoundedSeekableByteChannelInputStream(from, size, channel) {
      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** The same bytes by a channel of the file that somebody else closes. */
  InputStream read(FileChannel channel) {
    return new BoundedSeekableByteChannelInputStream(from, size, channel) {
      @Override
      public void close() {}
    };
  }
}
