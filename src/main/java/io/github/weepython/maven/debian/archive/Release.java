package io.github.weepython.maven.debian.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an archive says of one suite.
 *
 * @param suite such as {@code stable}; empty when not said
 * @param codename such as {@code trixie}; empty when not said
 * @param date when it was made
 * @param validUntil when it is too old to be trusted, if it says so
 * @param byHash whether indexes may be had by their digest, which survives a mirror's update
 * @param files indexes by their path below the suite's folder
 */
public record Release(
    String suite,
    String codename,
    Instant date,
    Optional<Instant> validUntil,
    boolean byHash,
    Map<String, ChecksumEntry> files) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss z", Locale.ROOT);

  public Release {
    files = Map.copyOf(files);
  }

  /**
   * Reads an InRelease file's content, once it is verified.
   *
   * @throws DebianException when it is malformed
   */
  public static Release parse(byte[] content) {
    Stanza stanza = only(content);
    Map<String, ChecksumEntry> files = new LinkedHashMap<>();
    for (ChecksumEntry file : ChecksumEntry.table(stanza, "SHA256")) {
      files.put(file.path(), file);
    }
    return new Release(
        stanza.fieldOrEmpty("Suite"),
        stanza.fieldOrEmpty("Codename"),
        date("Date", stanza.need("Date")),
        stanza.field("Valid-Until").map(d -> date("Valid-Until", d)),
        stanza.fieldOrEmpty("Acquire-By-Hash").equals("yes"),
        files);
  }

  private static Stanza only(byte[] content) {
    try {
      List<Stanza> stanzas = Stanzas.list(new ByteArrayInputStream(content));
      if (stanzas.size() != 1) {
        throw new DebianException("It has " + stanzas.size() + " paragraphs; expected one.");
      }
      return stanzas.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant date(String field, String text) {
    try {
      return ZonedDateTime.parse(text, DATE).toInstant();
    } catch (DateTimeParseException e) {
      throw new DebianException(field + " '" + text + "' is not a date.", e);
    }
  }
}
