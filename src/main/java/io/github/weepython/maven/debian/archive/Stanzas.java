package io.github.weepython.maven.debian.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The paragraphs of a control file (deb822(5)), told one by one. */
public final class Stanzas {
  private Stanzas() {}

  /** Hands on each paragraph in turn; reads to the end, doesn't close. */
  public static void forEach(InputStream in, Consumer<Stanza> consumer) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    StringBuilder paragraph = new StringBuilder(4096);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.isBlank()) {
        flush(paragraph, consumer);
      } else if (paragraph.length() > 0 || line.charAt(0) != '#') {
        paragraph.append(line).append('\n');
      }
    }
    flush(paragraph, consumer);
  }

  /**
   * Hands on the paragraphs of one package, out of an index of 40,000: the others' bytes are looked
   * at and never become text.
   */
  public static void forEachNamed(InputStream in, String name, Consumer<Stanza> consumer)
      throws IOException {
    byte[] wanted = ("Package: " + name).getBytes(StandardCharsets.UTF_8);
    StanzaFilter paragraphs = new StanzaFilter(wanted, consumer);
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      paragraphs.take(buffer, n);
    }
    paragraphs.end();
  }

  /** All paragraphs of a small file. */
  public static List<Stanza> list(InputStream in) throws IOException {
    List<Stanza> stanzas = new ArrayList<>();
    forEach(in, stanzas::add);
    return stanzas;
  }

  private static void flush(StringBuilder paragraph, Consumer<Stanza> consumer) {
    if (paragraph.length() > 0) {
      consumer.accept(new Stanza(paragraph.toString()));
      paragraph.setLength(0);
    }
  }
}
