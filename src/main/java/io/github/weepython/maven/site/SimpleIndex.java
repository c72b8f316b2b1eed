package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a project that an index has (PEP 503), and the way to them. */
final class SimpleIndex {
  private static final Pattern LINK =
      Pattern.compile("<a\\s[^>]*?href\\s*=\\s*[\"']([^\"']+)[\"']", Pattern.CASE_INSENSITIVE);

  private static final Pattern SHA256 = Pattern.compile("(?:.*&)?sha256=([0-9a-f]{64})(?:&.*)?");
  private static final long PAGE = 256L << 20;
  private static final long FILE = 2L << 30;

  private final URI index;
  private final Fetcher fetcher;
  private final WheelTarget target;
  private final List<Download> known;

  /**
   * @param known files that the index is not asked for
   */
  SimpleIndex(URI index, Fetcher fetcher, WheelTarget target, List<Download> known) {
    String text = index.toString();
    this.index = URI.create(text.endsWith("/") ? text : text + "/");
    this.fetcher = fetcher;
    this.target = target;
    this.known = List.copyOf(known);
  }

  /** A link's file, and its digest where the page tells it. */
  private record Link(Wheel wheel, URI uri, Optional<Digest> digest) {}

  /**
   * The wheels that a requirement's hashes name and that fit; usually one.
   *
   * @throws SiteException when there is none
   */
  List<Wheel.OnDisk> wheels(Requirements.Requirement wanted) {
    List<Wheel.OnDisk> found = known(wanted);
    if (!found.isEmpty()) {
      return found;
    }
    URI page = index.resolve(wanted.project() + "/");
    List<Link> links = links(page, wanted);
    List<Link> fitting =
        links.stream()
            .filter(each -> target.fits(each.wheel()))
            .map(each -> vouched(each, wanted))
            .flatMap(Optional::stream)
            .toList();
    if (fitting.isEmpty()) {
      throw new SiteException(
          "No wheel of '%s' fits %s and has one of the hashes that <requirements> names. %s has:%s"
              .formatted(
                  wanted.project(),
                  target,
                  page,
                  links.isEmpty()
                      ? " no wheel of version " + wanted.version().orElse("any")
                      : list(links)));
    }
    return fitting.stream().map(this::download).toList();
  }

  private List<Wheel.OnDisk> known(Requirements.Requirement wanted) {
    List<Wheel.OnDisk> found = new ArrayList<>();
    for (Download each : known) {
      Wheel.parse(each.name())
          .filter(wheel -> wheel.project().equals(wanted.project()) && target.fits(wheel))
          .filter(wheel -> wanted.hashes().contains(each.digest()))
          .ifPresent(
              wheel ->
                  found.add(
                      new Wheel.OnDisk(wheel, fetcher.fetch(each), each.uris().get(0).toString())));
    }
    return found;
  }

  private static String list(List<Link> links) {
    StringBuilder text = new StringBuilder();
    for (Link each : links) {
      text.append("\n  ").append(each.wheel().name());
      each.digest().ifPresent(digest -> text.append(" sha256:").append(digest.hex()));
    }
    return text.append("\nSource archives are not built: wee runs no setup.py.").toString();
  }

  private List<Link> links(URI page, Requirements.Requirement wanted) {
    String html = html(page, wanted);
    List<Link> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(html);
    while (matcher.find()) {
      URI uri = page.resolve(matcher.group(1).replace("&amp;", "&").replace(" ", "%20"));
      String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst(".*/", "");
      Wheel.parse(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8))
          .filter(wheel -> wheel.project().equals(wanted.project()))
          .filter(wheel -> wanted.version().map(wheel::isVersion).orElse(true))
          .ifPresent(wheel -> links.add(new Link(wheel, bare(uri), digest(uri))));
    }
    return links;
  }

  private String html(URI page, Requirements.Requirement wanted) {
    try {
      String name = wanted.project() + " in the index";
      return new String(fetcher.fetchFresh(name, List.of(page), PAGE), StandardCharsets.UTF_8);
    } catch (FetchException e) {
      throw new SiteException(
          "The index of <site> has nothing on '%s': %s\nCheck that <index> is a simple index, such as pip's --index-url, and can be reached."
              .formatted(wanted.project(), e.getMessage()),
          e);
    }
  }

  private static URI bare(URI uri) {
    return URI.create(uri.toString().replaceFirst("#.*", ""));
  }

  private static Optional<Digest> digest(URI uri) {
    Matcher matcher = SHA256.matcher(String.valueOf(uri.getRawFragment()));
    return matcher.matches() ? Optional.of(new Digest(matcher.group(1))) : Optional.empty();
  }

  /**
   * The link with a digest that the requirement names; a page that tells none is asked the file.
   */
  private Optional<Link> vouched(Link link, Requirements.Requirement wanted) {
    Optional<Digest> digest = link.digest();
    if (digest.isEmpty()) {
      byte[] bytes = fetcher.fetchFresh(link.wheel().name(), List.of(link.uri()), FILE);
      digest = Optional.of(Digest.of(bytes));
    }
    return digest
        .filter(wanted.hashes()::contains)
        .map(known -> new Link(link.wheel(), link.uri(), Optional.of(known)));
  }

  private Wheel.OnDisk download(Link link) {
    Digest digest = link.digest().orElseThrow();
    Download download = new Download(link.wheel().name(), List.of(link.uri()), digest, -1);
    return new Wheel.OnDisk(link.wheel(), fetcher.fetch(download), link.uri().toString());
  }
}
