package io.github.weepython.maven.site;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an index has of one project: as JSON (PEP 691) or HTML (PEP 503), whichever the server
 * gives.
 */
final class IndexPage {
  /** JSON first; an index that knows HTML alone gives that. */
  static final String ACCEPT =
      "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2,"
          + " text/html;q=0.1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ANCHOR = Pattern.compile("(?i)<a\\s([^>]*)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Za-z-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'))?");
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
      for (JsonNode file : JSON.readTree(bytes).path("files")) {
        String sha256 = file.path("hashes").path("sha256").asText("");
        JsonNode yanked = file.path("yanked");
        boolean withdrawn = yanked.isTextual() || yanked.asBoolean(false);
        links.add(
            new Link(
                file.path("filename").asText(""),
                bare(page.resolve(file.path("url").asText("").replace(" ", "%20"))),
                digest("sha256=" + sha256),
                text(file.path("requires-python").asText("")),
                withdrawn
                    ? Optional.of(yanked.isTextual() ? yanked.asText() : "")
                    : Optional.empty()));
      }
    } catch (JacksonException e) {
      throw new SiteException(
          "%s is damaged: it begins as JSON, and then: %s".formatted(page, e.getOriginalMessage()),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new SiteException("%s is damaged: %s".formatted(page, e.getMessage()), e);
    }
    return links;
  }

  private static List<Link> html(URI page, String html) {
    List<Link> links = new ArrayList<>();
    Matcher anchor = ANCHOR.matcher(html);
    while (anchor.find()) {
      Map<String, String> attributes = attributes(anchor.group(1));
      address(page, attributes).map(uri -> link(uri, attributes)).ifPresent(links::add);
    }
    return links;
  }

  private static Optional<URI> address(URI page, Map<String, String> attributes) {
    try {
      URI uri = page.resolve(attributes.getOrDefault("href", "").replace(" ", "%20"));
      return uri.getPath() == null ? Optional.empty() : Optional.of(uri);
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
      String value = m.group(2) != null ? m.group(2) : m.group(3) != null ? m.group(3) : "";
      attributes.put(m.group(1).toLowerCase(Locale.ROOT), unescaped(value));
    }
    return attributes;
  }

  private static String unescaped(String value) {
    return value
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
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
