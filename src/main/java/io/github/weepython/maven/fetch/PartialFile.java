package io.github.weepython.maven.fetch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;

/**
 * What the answer with a file's beginning said of the whole, by which a later answer is known to be
 * the rest of the same file (RFC 9110, 13.1.5 and 14.4).
 *
 * @param tag its strong entity tag
 * @param date when it was last changed, as the server wrote it
 * @param total its length in bytes; negative if nobody said
 * @param encoded how the server or a proxy encoded it on its way
 */
record PartialFile(
    Optional<String> tag, Optional<String> date, long total, Optional<String> encoded) {
  /** Of a file of which nothing is here. */
  static final PartialFile NONE =
      new PartialFile(Optional.empty(), Optional.empty(), -1, Optional.empty());

  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern BEYOND = Pattern.compile("bytes \\*/(\\d{1,18})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * @param answer with the whole file, or with its first bytes
   */
  static PartialFile of(HttpResponse answer) {
    Optional<Matcher> range = range(answer);
    Optional<String> length =
        range.isPresent() ? range.map(m -> m.group(3)) : header(answer, "Content-Length");
    return new PartialFile(
        strongTag(answer),
        header(answer, "Last-Modified"),
        length.filter(NUMBER.asMatchPredicate()).map(Long::parseLong).orElse(-1L),
        header(answer, "Content-Encoding").filter(each -> !each.equalsIgnoreCase("identity")));
  }

  /** Asks for the rest, and for all of it if the file is another one by now. */
  void askForRest(HttpGet get, long have) {
    get.setHeader("Range", "bytes=" + have + "-");
    tag.or(() -> date).ifPresent(same -> get.setHeader("If-Range", same));
  }

  /** Whether the bytes of this answer follow on the first ones of this file. */
  boolean goesOnWith(HttpResponse answer, long have) {
    Optional<Matcher> range = range(answer);
    if (range.isEmpty() || Long.parseLong(range.get().group(1)) != have) {
      return false;
    }
    PartialFile now = of(answer);
    return (total < 0 || now.total < 0 || total == now.total)
        && (tag.isEmpty() || now.tag.isEmpty() || tag.equals(now.tag));
  }

  /** Whether this refusal of a range says that the file ends where the range begins. */
  static boolean endsAt(HttpResponse answer, long have) {
    return header(answer, "Content-Range")
        .map(BEYOND::matcher)
        .filter(Matcher::matches)
        .map(m -> Long.parseLong(m.group(1)))
        .equals(Optional.of(have));
  }

  /** A weak one says that two files mean the same, not that they have the same bytes. */
  private static Optional<String> strongTag(HttpResponse answer) {
    return header(answer, "ETag").filter(each -> each.startsWith("\""));
  }

  private static Optional<Matcher> range(HttpResponse answer) {
    return header(answer, "Content-Range").map(RANGE::matcher).filter(Matcher::matches);
  }

  private static Optional<String> header(HttpResponse answer, String name) {
    return Optional.ofNullable(answer.getFirstHeader(name))
        .map(Header::getValue)
        .map(String::strip);
  }
}
