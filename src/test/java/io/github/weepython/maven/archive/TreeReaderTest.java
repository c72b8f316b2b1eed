package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeReaderTest {
  @TempDir Path dir;

  /** A path of these bytes. */
  private Path at(String encoded) {
    return Path.of(URI.create(dir.toUri() + encoded));
  }

  /** As of an old archive: both would be the same name in a tree. */
  @Test
  void refusesNamesThatAreNotUtf8() throws IOException {
    Files.createDirectory(dir.resolve("in"));
    Files.writeString(at("in/caf%E9"), "one");
    Files.writeString(at("in/caf%E8"), "two");
    assertThatThrownBy(() -> TreeReader.read(dir))
        .isInstanceOf(ArchiveException.class)
        .hasMessageMatching("The name of " + dir + "/in/caf%E[89] \\(percent-encoded\\) .*");
  }

  @Test
  void refusesALinkToSuchAName() throws IOException {
    Files.createSymbolicLink(dir.resolve("link"), at("%FF").getFileName());
    assertThatThrownBy(() -> TreeReader.read(dir))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("The target of the link " + dir + "/link (percent-encoded)");
  }

  @Test
  void takesEveryNameOfUtf8() throws IOException {
    Files.createDirectory(at("%C3%A4%20+%25"));
    Files.writeString(at("%C3%A4%20+%25/%EF%BF%BD%3F"), "x");
    Files.createSymbolicLink(dir.resolve("link"), Path.of("../%41+?"));
    FileTree tree = TreeReader.read(dir);
    assertThat(tree.entries())
        .extracting(Entry::path)
        .containsExactly("link", "\u00e4 +%", "\u00e4 +%/\ufffd?");
    assertThat(tree.get("link").orElseThrow().link()).isEqualTo("../%41+?");
  }
}
