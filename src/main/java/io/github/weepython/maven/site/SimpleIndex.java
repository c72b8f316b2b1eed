package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a project that an index has (PEP 503, PEP 691), and the way to them. */
final class SimpleIndex {
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
    List<IndexPage.Link> links = links(page, wanted);
    List<IndexPage.Link> vouched =
        links.stream()
            .filter(link -> target.fits(link.wheel()) && runs(link))
            .map(link -> vouched(link, wanted))
            .flatMap(Optional::stream)
            .toList();
    List<IndexPage.Link> fitting = vouched.stream().filter(l -> l.yanked().isEmpty()).toList();
    if (fitting.isEmpty() && !vouched.isEmpty()) {
      throw yanked(page, vouched.get(0));
    }
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

  private static String list(List<IndexPage.Link> links) {
    StringBuilder text = new StringBuilder();
    for (IndexPage.Link each : links) {
      text.append("\n  ").append(each.wheel().name());
      each.digest().ifPresent(digest -> text.append(" sha256:").append(digest.hex()));
      each.requiresPython().ifPresent(python -> text.append(" for Python ").append(python));
    }
    return text.append("\nSource archives are not built: wee runs no setup.py.").toString();
  }

  private List<IndexPage.Link> links(URI page, Requirements.Requirement wanted) {
    return IndexPage.links(page, page(page, wanted)).stream()
        .filter(link -> link.wheel().project().equals(wanted.project()))
        .filter(link -> wanted.version().map(link.wheel()::isVersion).orElse(true))
        .toList();
  }

  private byte[] page(URI page, Requirements.Requirement wanted) {
    try {
      String name = wanted.project() + " in the index";
      return fetcher.fetchFresh(name, List.of(page), PAGE, IndexPage.ACCEPT);
    } catch (FetchException e) {
      throw new SiteException(
          "The index of <site> has nothing on '%s': %s\nCheck that <index> is a simple index, such as pip's --index-url, and can be reached."
              .formatted(wanted.project(), e.getMessage()),
          e);
    }
  }

  /** Whether the image's Python is one that the wheel is for; a page that is unclear is not. */
  private boolean runs(IndexPage.Link link) {
    PackageVersion python = PackageVersion.parse(target.python().toString()).orElseThrow();
    return link.requiresPython()
        .flatMap(VersionSpecifier::parse)
        .map(specifier -> specifier.admits(python))
        .orElse(true);
  }

  private static SiteException yanked(URI page, IndexPage.Link link) {
    String reason = link.yanked().orElse("");
    return new SiteException(
        "%s was withdrawn (yanked) from the index%s. Lock another version of '%s'; %s lists them."
            .formatted(
                link.wheel().name(),
                reason.isBlank() ? "" : ": " + reason,
                link.wheel().project(),
                page));
  }

  /**
   * The link with a digest that the requirement names; a page that tells none is asked the file.
   */
  private Optional<IndexPage.Link> vouched(IndexPage.Link link, Requirements.Requirement wanted) {
    Optional<Digest> digest = link.digest();
    if (digest.isEmpty()) {
      byte[] bytes = fetcher.fetchFresh(link.wheel().name(), List.of(link.uri()), FILE);
      digest = Optional.of(Digest.of(bytes));
    }
    return digest
        .filter(wanted.hashes()::contains)
        .map(
            known ->
                new IndexPage.Link(
                    link.wheel(),
                    link.uri(),
                    Optional.of(known),
                    link.requiresPython(),
                    link.yanked()));
  }

  private Wheel.OnDisk download(IndexPage.Link link) {
    Digest digest = link.digest().orElseThrow();
    Download download = new Download(link.wheel().name(), List.of(link.uri()), digest, -1);
    return new Wheel.OnDisk(link.wheel(), fetcher.fetch(download), link.uri().toString());
  }
}
