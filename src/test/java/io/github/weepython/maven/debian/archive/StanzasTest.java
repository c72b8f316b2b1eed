package io.github.weepython.maven.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StanzasTest {
  /** The simple reader, as a yardstick for the quick one. */
  private static List<Stanza> slowly(byte[] index, String name) throws IOException {
    return Stanzas.list(new ByteArrayInputStream(index)).stream()
        .filter(s -> s.need("Package").equals(name))
        .toList();
  }

  private static List<Stanza> quickly(byte[] index, String name, int piece) throws IOException {
    List<Stanza> found = new ArrayList<>();
    InputStream in =
        new ByteArrayInputStream(index) {
          @Override
          public int read(byte[] buffer) {
            return super.read(buffer, 0, piece);
          }
        };
    Stanzas.forEachNamed(in, name, found::add);
    return found;
  }

  @Test
  void findsOnePackagesParagraphsAsTheReaderOfAllDoes() throws IOException {
    byte[] index = Files.readAllBytes(Path.of("src/test/resources/debian/trixie-amd64.Packages"));
    for (int piece : List.of(1, 7, 1 << 16)) {
      for (String name : List.of("libc6", "bash", "zlib1g", "lib", "nothing")) {
        assertThat(quickly(index, name, piece)).isEqualTo(slowly(index, name));
      }
    }
    assertThat(quickly(index, "libc6", 999)).isNotEmpty();
  }

  @Test
  void findsTheLastOneWithoutALineFeed() throws IOException {
    byte[] index =
        "Package: a\nVersion: 1\n\n\nPackage: b\nVersion: 2".getBytes(StandardCharsets.UTF_8);
    assertThat(quickly(index, "b", 3)).containsExactly(new Stanza("Package: b\nVersion: 2\n"));
  }
}
