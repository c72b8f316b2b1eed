package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.digest.Digest;
import java.util.ArrayList;
import java.util.List;

/** A line of a checksum table, as Release files and Sources indexes have them. */
public record ChecksumEntry(String path, long size, Digest sha256) {
  /**
   * Reads such a field.
   *
   * @throws DebianException when a line is malformed
   */
  static List<ChecksumEntry> table(Stanza stanza, String field) {
    List<ChecksumEntry> files = new ArrayList<>();
    for (String line : stanza.lines(field)) {
      String[] parts = line.split("\\s+");
      try {
        files.add(
            new ChecksumEntry(
                Package.path(parts[2]), Long.parseLong(parts[1]), new Digest(parts[0])));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new DebianException(
            "'" + line + "' of " + field + " is not 'SHA-256, size, path'.", e);
      }
    }
    return files;
  }
}
