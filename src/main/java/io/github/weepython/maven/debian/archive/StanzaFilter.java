package io.github.weepython.maven.debian.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts a stream of bytes into paragraphs and hands on those that have one line. */
final class StanzaFilter {
  private final byte[] wanted;
  private final Consumer<Stanza> consumer;
  private byte[] paragraph = new byte[1 << 16];
  private int size;
  private int line;
  private boolean matched;

  StanzaFilter(byte[] wanted, Consumer<Stanza> consumer) {
    this.wanted = wanted;
    this.consumer = consumer;
  }

  void take(byte[] bytes, int length) {
    if (size + length + 1 > paragraph.length) {
      paragraph = Arrays.copyOf(paragraph, 2 * (size + length + 1));
    }
    for (int i = 0; i < length; i++) {
      paragraph[size++] = bytes[i];
      if (bytes[i] == '\n') {
        lineEnds();
      }
    }
  }

  private void lineEnds() {
    int length = size - 1 - line;
    if (length == 0) {
      paragraphEnds();
    } else {
      matched |=
          length == wanted.length
              && Arrays.equals(paragraph, line, size - 1, wanted, 0, wanted.length);
      line = size;
    }
  }

  private void paragraphEnds() {
    if (matched) {
      consumer.accept(new Stanza(new String(paragraph, 0, line, StandardCharsets.UTF_8)));
    }
    size = 0;
    line = 0;
    matched = false;
  }

  /** The last paragraph needs neither an empty line nor a line feed after it. */
  void end() {
    if (size > line) {
      paragraph[size++] = '\n';
      lineEnds();
    }
    paragraphEnds();
  }
}
