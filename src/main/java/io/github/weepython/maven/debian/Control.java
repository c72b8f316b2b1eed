package io.github.weepython.maven.debian;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fields of a package's control file. */
final class Control {
  private Control() {}

  /**
   * @throws DebianException when the field is missing
   */
  static String field(DebFile deb, String name) throws IOException {
    byte[] bytes = deb.control().getBytes(StandardCharsets.UTF_8);
    List<Stanza> stanzas = Stanzas.list(new ByteArrayInputStream(bytes));
    if (stanzas.isEmpty()) {
      throw new DebianException(deb.file() + " has an empty control file.");
    }
    return stanzas.get(0).need(name);
  }
}
