package io.github.weepython.maven.archive;

import io.github.weepython.maven.Causes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * Bytes out of an archive. When they can't be read the archive is to blame, and not whoever writes
 * them somewhere: an {@link ArchiveException} says so.
 */
final class ReadableBody extends FilterInputStream {
  private final String name;

  /**
   * @param name what messages call the archive
   */
  ReadableBody(String name, InputStream in) {
    super(in);
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return in.read(bytes, from, length);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(name, e);
    }
  }

  static ArchiveException unreadable(String name, Exception cause) {
    return new ArchiveException(
        name + " is not a readable tar archive: " + Causes.of(cause), cause);
  }
}
