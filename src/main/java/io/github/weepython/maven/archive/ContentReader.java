package io.github.weepython.maven.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads one content after the other. A file that many of them are pieces of is opened once: of
 * 200,000 small files, opening takes longer than reading. Not safe for several threads.
 */
public final class ContentReader implements Closeable {
  private @Nullable Path file;
  private @Nullable FileChannel channel;

  /** The content's bytes, which are to be read before another's are asked for. */
  public InputStream open(Content content) throws IOException {
    return content instanceof FilePiece piece ? piece.read(channel(piece.whole())) : content.open();
  }

  private FileChannel channel(Path wanted) throws IOException {
    FileChannel open = channel;
    if (open == null || !wanted.equals(file)) {
      close();
      open = FileChannel.open(wanted);
      channel = open;
      file = wanted;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
