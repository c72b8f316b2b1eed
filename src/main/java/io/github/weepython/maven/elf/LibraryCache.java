package io.github.weepython.maven.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file {@code /etc/ld.so.cache}: where the dynamic loader finds libraries by name. The format
 * is glibc's sysdeps/generic/dl-cache.h, "glibc-ld.so.cache1.1", which every glibc since 2.2 reads.
 *
 * @param entries of each name the first one of a processor counts
 */
public record LibraryCache(List<Item> entries) {
  /** The cache of an image that has none. */
  public static final LibraryCache EMPTY = new LibraryCache(List.of());

  private static final byte[] MAGIC = "glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 48;
  private static final int ENTRY = 24;
  private static final byte LITTLE_ENDIAN = 2;

  /**
   * @param flags FLAG_ELF_LIBC6 and the processor: elf/cache.c
   * @param name what programs ask for
   * @param path absolute
   */
  public record Item(int flags, String name, String path) {
    /** The flags of 64-bit x86, AArch64 and 32-bit x86; 0 for others, which no image has. */
    static int flags(int machine) {
      return switch (machine) {
        case 62 -> 0x0303;
        case 183 -> 0x0a03;
        case 3 -> 0x0003;
        default -> 0;
      };
    }
  }

  public LibraryCache {
    entries = List.copyOf(entries);
  }

  /** Absolute paths by name, in the order in which the loader tries them. */
  public Map<String, List<String>> paths() {
    Map<String, List<String>> paths = new HashMap<>();
    for (Item item : entries) {
      paths.computeIfAbsent(item.name(), name -> new ArrayList<>()).add(item.path());
    }
    return paths;
  }

  /**
   * Reads a cache; bytes in another format hold nothing that a loader would believe either.
   *
   * @param bytes also with the older format before this one, as ldconfig wrote until glibc 2.31
   */
  public static LibraryCache parse(byte[] bytes) {
    int start = find(bytes);
    if (start < 0) {
      return EMPTY;
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      List<Item> entries = new ArrayList<>();
      int count = in.getInt(start + MAGIC.length);
      for (int i = 0; i < count; i++) {
        int at = start + HEADER + i * ENTRY;
        String name = text(bytes, start + in.getInt(at + 4));
        entries.add(new Item(in.getInt(at), name, text(bytes, start + in.getInt(at + 8))));
      }
      return new LibraryCache(entries);
    } catch (IndexOutOfBoundsException e) {
      return EMPTY;
    }
  }

  private static int find(byte[] bytes) {
    for (int at = 0; at + HEADER <= bytes.length; at += 4) {
      if (ByteBuffer.wrap(bytes, at, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
        return at;
      }
    }
    return -1;
  }

  private static String text(byte[] bytes, int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The file's bytes. */
  public byte[] bytes() {
    List<Item> sorted = new ArrayList<>(entries);
    // The loader searches binarily, from the last name to the first: elf/cache.c, compare.
    sorted.sort(
        Comparator.comparing(Item::name, Collections.reverseOrder(LibraryCache::compare))
            .thenComparing(Item::flags, Comparator.reverseOrder()));
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    Map<String, Integer> offsets = new LinkedHashMap<>();
    int first = HEADER + sorted.size() * ENTRY;
    for (Item item : sorted) {
      for (String text : List.of(item.name(), item.path())) {
        if (offsets.putIfAbsent(text, first + strings.size()) == null) {
          strings.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    ByteBuffer out =
        ByteBuffer.allocate(first + strings.size()).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC);
    out.putInt(sorted.size()).putInt(strings.size()).put(LITTLE_ENDIAN).position(HEADER);
    for (Item element : sorted) {
      out.putInt(element.flags()).putInt(offset(offsets, element.name()));
      out.putInt(offset(offsets, element.path())).putInt(0).putLong(0);
    }
    return out.put(strings.toByteArray()).array();
  }

  private static int offset(Map<String, Integer> offsets, String text) {
    return offsets.getOrDefault(text, 0);
  }

  /** As _dl_cache_libcmp in sysdeps/generic/dl-cache.c: numbers by their value, after letters. */
  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length()) {
      char x = a.charAt(i);
      char y = j < b.length() ? b.charAt(j) : 0;
      if (digit(x) && digit(y)) {
        int endA = end(a, i);
        int endB = end(b, j);
        int difference = Integer.compare(number(a, i, endA), number(b, j, endB));
        if (difference != 0) {
          return difference;
        }
        i = endA;
        j = endB;
      } else if (digit(x) || digit(y)) {
        return digit(x) ? 1 : -1;
      } else if (x != y) {
        return x - y;
      } else {
        i++;
        j++;
      }
    }
    return j < b.length() ? -1 : 0;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** As an int in C, which a long row of digits overflows there too. */
  private static int number(String text, int start, int end) {
    int value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static int end(String text, int start) {
    int end = start;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
