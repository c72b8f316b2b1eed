package io.github.weepython.maven.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryCacheTest {
  private static final int AMD64 = LibraryCache.Item.flags(62);

  private static LibraryCache of(String... names) {
    return new LibraryCache(
        Arrays.stream(names)
            .map(name -> new LibraryCache.Item(AMD64, name, "/usr/local/lib/" + name))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "liba.so.9, liba.so.10",
    "liba.so.2, liba.so.2.1",
    "liba.so.x, liba.so.1",
    "liba.so, liba1.so",
    "liba.so.007, liba.so.8",
    "liba.so.1, libb.so.1"
  })
  void comparesAsTheLoaderDoes(String less, String more) {
    assertThat(LibraryCache.compare(less, more)).isNegative();
    assertThat(LibraryCache.compare(more, less)).isPositive();
    assertThat(LibraryCache.compare(less, less)).isZero();
  }

  @Test
  void holdsLibrariesWithNumbersThatAreNoLongs() {
    LibraryCache cache =
        of("liba-20261130123456789012.so", "liba-20261130123456789013.so", "liba-7.so");
    assertThat(LibraryCache.parse(cache.bytes()).paths()).isEqualTo(cache.paths());
  }

  @Test
  void itsBytesDoNotDependOnTheOrder() {
    List<String> names =
        List.of("liba.so.10", "liba.so.9", "libb.so", "liba.so", "lib9a.so", "lib10a.so");
    byte[] bytes = of(names.toArray(String[]::new)).bytes();
    Property.holds(
        20,
        random -> {
          List<String> shuffled = new ArrayList<>(names);
          Collections.shuffle(shuffled, random);
          assertThat(of(shuffled.toArray(String[]::new)).bytes()).isEqualTo(bytes);
        });
  }

  @Test
  void readsTheFormatBehindTheOlderOne() {
    LibraryCache cache = of("liba.so.1", "libb.so.2");
    byte[] bytes = cache.bytes();
    byte[] both = new byte[bytes.length + 24];
    System.arraycopy(bytes, 0, both, 24, bytes.length);
    assertThat(LibraryCache.parse(both).paths()).isEqualTo(cache.paths());
  }

  @Test
  void aDamagedOneHoldsNothing() {
    byte[] bytes = of("liba.so.1", "libb.so.2").bytes();
    assertThat(LibraryCache.parse(new byte[0]).entries()).isEmpty();
    assertThat(LibraryCache.parse(new byte[100]).entries()).isEmpty();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(LibraryCache.parse(Arrays.copyOf(bytes, length)).entries()).isEmpty();
    }
    bytes[23] = 0x7f; // A count of two thousand millions.
    assertThat(LibraryCache.parse(bytes).entries()).isEmpty();
  }
}
