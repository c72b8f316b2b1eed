package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.WeeException;
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
   * @throws PackageException when it has none
   */
  static Stanza stanza(DebFile deb) throws IOException {
    byte[] bytes = deb.control().getBytes(StandardCharsets.UTF_8);
    List<Stanza> stanzas = stanzas(deb, bytes);
    if (stanzas.isEmpty()) {
      throw new PackageException(deb.file(), "its control file is empty.", null);
    }
    return stanzas.get(0);
  }

  private static List<Stanza> stanzas(DebFile deb, byte[] bytes) throws IOException {
    try {
      return Stanzas.list(new ByteArrayInputStream(bytes));
    } catch (WeeException e) {
      throw new PackageException(deb.file(), "its control file: " + e.getMessage(), e);
    }
  }

  /**
   * @throws PackageException when the field is missing
   */
  static String field(DebFile deb, String name) throws IOException {
    String value = stanza(deb).fieldOrEmpty(name);
    if (value.isEmpty()) {
      throw new PackageException(
          deb.file(), "its control file has no field '%s'.".formatted(name), null);
    }
    return value;
  }
}
