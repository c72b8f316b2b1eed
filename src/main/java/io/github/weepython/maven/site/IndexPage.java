package io.github.weepython.maven.site;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * What an index has of one project: as JSON (PEP 691) or HTML (PEP 503), whichever the server
 * gives.
 */
final class IndexPage {
  /** JSON first; an index that knows HTML alone gives that. */
  static final String ACCEPT =
      "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2,"
          + " text/html;q=0.1";

  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?(-->|$)");

  private static final Pattern TAG = Pattern.compile("(?i)<(a|base|meta)\\s");

  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Za-z-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

  /** The only major version there is, of both forms: PEP 629, PEP 691. */
  private static final Pattern KNOWN = Pattern.compile("\\s*1(\\..*)?");

  private static final Pattern SHA256 = Pattern.compile("(?:.*&)?sha256=([0-9a-f]{64})(?:&.*)?");

  private IndexPage() {}

  /**
   * A file that the page names.
   *
   * @param file its name
   * @param digest where the page has it
   * @param requiresPython a specifier (PEP 345); empty for any
   * @param yanked why it was withdrawn, perhaps without a word (PEP 592); empty where it was not
   */
  record Link(
      String file,
      URI uri,
      Optional<Digest> digest,
      Optional<String> requiresPython,
      Optional<String> yanked) {
    /** What it is a wheel of, if it is one. */
    Optional<Wheel> wheel() {
      return Wheel.parse(file);
    }

    /** What it has the sources of, if it is a source archive. */
    Optional<SourceArchive> source() {
      return SourceArchive.parse(file);
    }
  }

  /**
   * The files of a page.
   *
   * @param page its address, which links are relative to
   * @throws SiteException when it begins as JSON does and is none
   */
  static List<Link> links(URI page, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.stripLeading().startsWith("{") ? json(page, bytes) : html(page, text);
  }

  private static List<Link> json(URI page, byte[] bytes) {
    List<Link> links = new ArrayList<>();
    try {
      JsonNode root = JSON.readTree(bytes);
      requireKnown(page, root.path("meta").path("api-version").asText("1.0"));
      JsonNode status = root.path("project-status");
      requireSafe(page, status.path("status").asText(""), status.path("reason").asText(""));
      for (JsonNode file : root.path("files")) {
        String sha256 = file.path("hashes").path("sha256").asText("");
        Optional<URI> uri = address(page, page, file.path("url").asText(""));
        if (uri.isEmpty()) {
          continue;
        }
        links.add(
            new Link(
                file.path("filename").asText(""),
                bare(uri.get()),
                digest("sha256=" + sha256),
                text(file.path("requires-python").asText("")),
                yanked(file.path("yanked"))));
      }
    } catch (JacksonException e) {
      throw new SiteException(
          "%s is damaged: it begins as JSON, and then: %s".formatted(page, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new SiteException("%s is damaged: %s".formatted(page, e.getMessage()), e);
    }
    return links;
  }

  /** PEP 691: true, or a reason that is not empty. */
  private static Optional<String> yanked(JsonNode yanked) {
    return yanked.isTextual()
        ? text(yanked.asText(""))
        : yanked.asBoolean(false) ? Optional.of("") : Optional.empty();
  }

  private static List<Link> html(URI page, String html) {
    List<Map<String, String>> anchors = new ArrayList<>();
    Optional<URI> base = Optional.empty();
    String text = COMMENT.matcher(html).replaceAll(" ");
    Matcher tag = TAG.matcher(text);
    for (int from = 0; tag.find(from); ) {
      int end = end(text, tag.end());
      Map<String, String> attributes = attributes(text.substring(tag.end(), end));
      from = end;
      String href = attributes.getOrDefault("href", "");
      switch (tag.group(1).toLowerCase(Locale.ROOT)) {
        case "a" -> anchors.add(attributes);
        case "base" -> {
          if (base.isEmpty() && !href.isEmpty()) { // The first counts (HTML, "The base element").
            base = address(page, page, href);
          }
        }
        default -> {
          String name = attributes.getOrDefault("name", "");
          if (name.equals("pypi:repository-version")) {
            requireKnown(page, attributes.getOrDefault("content", "1.0"));
          } else if (name.equals("pypi:project-status")) {
            requireSafe(page, attributes.getOrDefault("content", ""), "");
          }
        }
      }
    }
    List<Link> links = new ArrayList<>();
    for (Map<String, String> anchor : anchors) {
      address(page, base.orElse(page), anchor.getOrDefault("href", ""))
          .map(uri -> link(uri, anchor))
          .ifPresent(links::add);
    }
    return links;
  }

  /** Where a tag ends: attributes in quotes may have the sign, {@code data-x=">=3.9"}. */
  private static int end(String html, int from) {
    char quote = 0;
    for (int i = from; i < html.length(); i++) {
      char c = html.charAt(i);
      if (quote == 0 && c == '>') {
        return i;
      }
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      }
    }
    return html.length();
  }

  private static void requireKnown(URI page, String version) {
    if (!KNOWN.matcher(version).matches()) {
      throw new SiteException(
          "%s is of version %s of the simple index's form, and wee knows version 1 (PEP 629, PEP 691). A newer wee may know it."
              .formatted(page, version));
    }
  }

  /** PEP 792: of such a project no file is to be installed, and an index names none. */
  private static void requireSafe(URI page, String status, String reason) {
    if (status.equals("quarantined")) {
      throw new SiteException(
          "%s says that the project is quarantined%s: the index holds it for unsafe, and offers no file of it. Lock again without it."
              .formatted(page, reason.isBlank() ? "" : " (" + reason.strip() + ")"));
    }
  }

  /** Where a file of the page is: never on this machine, unless the page is. */
  private static Optional<URI> address(URI page, URI base, String href) {
    try {
      URI uri = base.resolve(href.strip().replace(" ", "%20"));
      boolean near = String.valueOf(uri.getScheme()).matches("(?i)https?");
      return uri.getPath() == null || !(near || FileUrl.is(page))
          ? Optional.empty()
          : Optional.of(uri);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Nothing can be had there.
    }
  }

  private static Link link(URI uri, Map<String, String> attributes) {
    return new Link(
        uri.getPath().replaceFirst(".*/", ""),
        bare(uri),
        digest(String.valueOf(uri.getRawFragment())),
        text(attributes.getOrDefault("data-requires-python", "")),
        Optional.ofNullable(attributes.get("data-yanked")));
  }

  private static Map<String, String> attributes(String tag) {
    Map<String, String> attributes = new TreeMap<>();
    Matcher m = ATTRIBUTE.matcher(tag);
    while (m.find()) {
      String value =
          Stream.of(2, 3, 4).map(m::group).filter(Objects::nonNull).findFirst().orElse("");
      // The first one counts, as in browsers.
      attributes.putIfAbsent(m.group(1).toLowerCase(Locale.ROOT), unescaped(value));
    }
    return attributes;
  }

  private static String unescaped(String value) {
    try {
      return StringEscapeUtils.unescapeHtml4(value);
    } catch (IllegalArgumentException e) {
      return value; // It has the number of a character beyond Unicode.
    }
  }

  private static Optional<String> text(String value) {
    return value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  private static URI bare(URI uri) {
    return URI.create(uri.toString().replaceFirst("#.*", ""));
  }

  private static Optional<Digest> digest(String fragment) {
    Matcher matcher = SHA256.matcher(fragment);
    return matcher.matches() ? Optional.of(new Digest(matcher.group(1))) : Optional.empty();
  }
}
