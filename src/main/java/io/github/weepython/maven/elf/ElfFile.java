package io.github.weepython.maven.elf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the dynamic loader reads of a program or library (elf(5)).
 *
 * @param machine the processor, a number of elf(5)'s e_machine
 * @param wide whether it is a 64-bit file
 * @param needed names of libraries that it wants, in their order
 * @param searched directories to look in first, as written: DT_RUNPATH, else DT_RPATH
 * @param soname what others want it by
 * @param interpreter the loader that a program asks for
 */
public record ElfFile(
    int machine,
    boolean wide,
    List<String> needed,
    List<String> searched,
    Optional<String> soname,
    Optional<String> interpreter) {
  private static final int MAGIC = 0x7f454c46;
  private static final int AARCH64 = 183;

  /**
   * Bytes of the header of a 64-bit file (Elf64_Ehdr of elf(5)), which no program is shorter than.
   */
  public static final int HEAD = 64;

  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERPRETER = 3;
  private static final long NEEDED = 1;

  /** PATH_MAX of limits.h, several times: a search path is a list. */
  private static final int LONGEST = 1 << 16;

  private static final long STRINGS = 5;
  private static final long SONAME = 14;
  private static final long RPATH = 15;
  private static final long RUNPATH = 29;

  public ElfFile {
    needed = List.copyOf(needed);
    searched = List.copyOf(searched);
  }

  /** Whether the bytes begin as an ELF file's do. */
  public static boolean isElf(byte[] bytes) {
    return bytes.length >= HEAD && ByteBuffer.wrap(bytes).getInt() == MAGIC;
  }

  /**
   * Whether a program's first bytes say that it is for AArch64 (e_machine of elf(5)).
   *
   * @param program is read, at most its first 20 bytes
   */
  public static boolean isAarch64(InputStream program) throws IOException {
    byte[] head = program.readNBytes(20);
    return head.length == 20 && ((head[18] & 0xff) | ((head[19] & 0xff) << 8)) == AARCH64;
  }

  /**
   * Reads a file, unless it is none, or an object file that nothing loads.
   *
   * @throws ElfException when it is damaged
   */
  public static Optional<ElfFile> read(String path, byte[] bytes) {
    return isElf(bytes) ? read(path, ByteBuffer.wrap(bytes)) : Optional.empty();
  }

  /**
   * The same of a file that is known to begin as an ELF file does, and may be mapped into memory.
   *
   * @throws ElfException when it is damaged
   */
  public static Optional<ElfFile> read(String path, ByteBuffer bytes) {
    try {
      return new Reader(bytes).read();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw new ElfException(path + " is a damaged program or library: " + e + ".");
    }
  }

  /**
   * A part of the file, and where it is in memory.
   *
   * @param size in bytes of the file
   */
  private record Segment(int type, long offset, long address, long size) {}

  private static final class Reader {
    private final ByteBuffer bytes;
    private final boolean wide;

    Reader(ByteBuffer bytes) {
      boolean little = bytes.get(5) == 1;
      this.bytes = bytes.duplicate().order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      this.wide = bytes.get(4) == 2;
    }

    Optional<ElfFile> read() {
      int type = number(16, 2);
      if (type != 2 && type != 3) {
        return Optional.empty(); // Neither program nor shared object.
      }
      List<Segment> segments = segments();
      List<String> needed = new ArrayList<>();
      List<String> searched = new ArrayList<>();
      Optional<String> soname = Optional.empty();
      List<long[]> dynamic = dynamic(segments);
      long strings = value(dynamic, STRINGS).map(a -> offset(segments, a)).orElse(0L);
      for (long[] pair : dynamic) {
        if (pair[0] == NEEDED) {
          needed.add(text(strings + pair[1]));
        } else if (pair[0] == SONAME) {
          soname = Optional.of(text(strings + pair[1]));
        }
      }
      value(dynamic, RUNPATH)
          .or(() -> value(dynamic, RPATH))
          .ifPresent(at -> searched.addAll(List.of(text(strings + at).split(":"))));
      Optional<String> interpreter =
          segments.stream()
              // Debug symbols keep the header of what has no bytes there: objcopy(1).
              .filter(s -> s.type() == INTERPRETER && s.size() > 0)
              .map(s -> text(s.offset()))
              .findFirst();
      return Optional.of(new ElfFile(number(18, 2), wide, needed, searched, soname, interpreter));
    }

    private List<Segment> segments() {
      long start = word(wide ? 32 : 28);
      int size = number(wide ? 54 : 42, 2);
      int count = number(wide ? 56 : 44, 2);
      List<Segment> segments = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int at = Math.toIntExact(start + (long) i * size);
        segments.add(
            wide
                ? new Segment(number(at, 4), word(at + 8), word(at + 16), word(at + 32))
                : new Segment(number(at, 4), word(at + 4), word(at + 8), word(at + 16)));
      }
      return segments;
    }

    /** A file has one such segment. */
    private List<long[]> dynamic(List<Segment> segments) {
      int width = wide ? 8 : 4;
      List<long[]> found = new ArrayList<>();
      for (Segment item : segments.stream().filter(s -> s.type() == DYNAMIC).limit(1).toList()) {
        long end = item.offset() + item.size();
        for (long at = item.offset(); at < end; at += 2L * width) {
          long tag = word(Math.toIntExact(at));
          if (tag == 0) {
            break;
          }
          found.add(new long[] {tag, word(Math.toIntExact(at + width))});
        }
      }
      return found;
    }

    private static Optional<Long> value(List<long[]> dynamic, long tag) {
      return dynamic.stream().filter(d -> d[0] == tag).map(d -> d[1]).findFirst();
    }

    private static long offset(List<Segment> segments, long address) {
      for (Segment element : segments) {
        if (element.type() == LOAD
            && address >= element.address()
            && address < element.address() + element.size()) {
          return address - element.address() + element.offset();
        }
      }
      throw new IllegalArgumentException("it has no string table");
    }

    private String text(long offset) {
      int start = Math.toIntExact(offset);
      int end = start;
      while (bytes.get(end) != 0) {
        end++;
        if (end - start > LONGEST) {
          throw new IllegalArgumentException(
              "it has a name of more than %d bytes".formatted(LONGEST));
        }
      }
      byte[] text = new byte[end - start];
      bytes.get(start, text);
      return new String(text, StandardCharsets.UTF_8);
    }

    private long word(int at) {
      return wide ? bytes.getLong(at) : bytes.getInt(at) & 0xffffffffL;
    }

    private int number(int at, int length) {
      return length == 2 ? bytes.getShort(at) & 0xffff : bytes.getInt(at);
    }
  }
}
