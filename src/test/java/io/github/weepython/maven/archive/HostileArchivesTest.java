package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.MemoryLimitException;

/** Small archives that unpack to more than memory holds. */
class HostileArchivesTest {
  private static final long LARGE = 7L << 30;

  @Test
  void refusesANameOfGigabytes() {
    assertThatThrownBy(() -> read(header("././@LongLink", 'L'), ""))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("more than the 1048576 bytes allowed here");
  }

  @Test
  void refusesPaxRecordsOfGigabytes() {
    assertThatThrownBy(() -> read(header("pax", 'x'), "2000000000 path="))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("more than the 1048576 bytes allowed here");
  }

  @Test
  void readsAFileAfterALargeOneThatNobodyLooksAt() throws IOException {
    byte[] header = header("large", '0', 3 << 20);
    InputStream tar =
        new SequenceInputStream(
            new ByteArrayInputStream(header),
            new SequenceInputStream(
                new ByteArrayInputStream(new byte[3 << 20]),
                new ByteArrayInputStream(header("small", '0', 0))));
    StringBuilder names = new StringBuilder();
    TarReader.read(
        "a tar", tar, TarReader.Devices.REFUSE, (e, size, body) -> names.append(e.path()));
    assertThat(names).hasToString("largesmall");
  }

  @Test
  void refusesALargeFileWhereASmallOneBelongs() {
    Entry entry = Entry.file("debian/patches/series", 0644, Content.of(""));
    assertThatThrownBy(() -> TarReader.bytes(entry, new Zeros(2), 1))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("'debian/patches/series' is larger than 1 bytes");
  }

  /** As whoever stops Maven makes a stream of a daemon end. */
  @Test
  void doesNotBlameAnArchiveForAnInterruption() {
    InputStream interrupted =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new InterruptedIOException();
          }
        };
    assertThatThrownBy(
            () -> TarReader.read("a tar", interrupted, TarReader.Devices.REFUSE, (e, n, b) -> {}))
        .isInstanceOf(InterruptedIOException.class);
  }

  /** The header of an xz file whose dictionary has 1.5 GiB (5.3.1 of the format: 0x25). */
  @Test
  void refusesAnXzFileThatNeedsGigabytes() {
    byte[] bytes = HexFormat.of().parseHex("fd377a585a000004e6d6b44602002101250000003b787b41");
    assertThatThrownBy(() -> XzDecompressor.open(new ByteArrayInputStream(bytes)).read())
        .isInstanceOf(MemoryLimitException.class);
  }

  private static void read(byte[] header, String text) throws IOException {
    byte[] begin = text.getBytes(StandardCharsets.US_ASCII);
    InputStream rest = new SequenceInputStream(new ByteArrayInputStream(begin), new Zeros(LARGE));
    InputStream tar = new SequenceInputStream(new ByteArrayInputStream(header), rest);
    TarReader.read("a tar", tar, TarReader.Devices.REFUSE, (entry, size, body) -> {});
  }

  private static byte[] header(String name, char type) {
    return header(name, type, LARGE);
  }

  private static byte[] header(String name, char type, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name, (byte) type);
    entry.setSize(size);
    byte[] bytes = new byte[512];
    entry.writeEntryHeader(bytes);
    return bytes;
  }

  /** As a decompressor gives them, of a file of some kilobytes. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      int given = (int) Math.min(length, left);
      left -= given;
      return given == 0 ? -1 : given;
    }
  }
}
