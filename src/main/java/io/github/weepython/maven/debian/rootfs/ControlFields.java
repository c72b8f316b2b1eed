package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.archive.Stanza;
import io.github.weepython.maven.debian.archive.Stanzas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fields of a package's control file. */
final class ControlFields {
  private ControlFields() {}

  /**
   * The file's one paragraph.
   *
   * @throws DebianException when it has none
   */
  static Stanza stanza(DebFile deb) throws IOException {
    byte[] bytes = deb.control().getBytes(StandardCharsets.UTF_8);
    List<Stanza> stanzas = Stanzas.list(new ByteArrayInputStream(bytes));
    if (stanzas.isEmpty()) {
      throw new DebianException(deb.file() + " has an empty control file.");
    }
    return stanzas.get(0);
  }

  /**
   * @throws DebianException when the field is missing
   */
  static String field(DebFile deb, String name) throws IOException {
    return stanza(deb).need(name);
  }
}
