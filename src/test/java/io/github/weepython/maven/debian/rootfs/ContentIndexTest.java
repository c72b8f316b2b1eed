package io.github.weepython.maven.debian.rootfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentIndexTest {
  private final List<String> opened = new ArrayList<>();
  private final ContentIndex index =
      new ContentIndex(Stream.of("one", "two", "three").map(this::watched));

  @Test
  void hasWhatAFileHasToTheLastByte() throws IOException {
    assertThat(index.has("two".getBytes(UTF_8))).isTrue();
    assertThat(index.has("tw0".getBytes(UTF_8))).isFalse();
    assertThat(index.has("six".getBytes(UTF_8))).isFalse();
    assertThat(index.has(new byte[0])).isFalse();
  }

  /** A package may have thousands of small files, and scripts may write as many. */
  @Test
  void readsEachFileOfASizeOnceHoweverOftenItIsAsked() throws IOException {
    for (String text : List.of("two", "six", "ten", "two", "four")) {
      index.has(text.getBytes(UTF_8));
    }
    assertThat(opened).containsExactlyInAnyOrder("one", "two");
  }

  private Content watched(String text) {
    Content content = Content.of(text);
    return new Content() {
      @Override
      public long size() {
        return content.size();
      }

      @Override
      public InputStream open() throws IOException {
        opened.add(text);
        return content.open();
      }
    };
  }
}
