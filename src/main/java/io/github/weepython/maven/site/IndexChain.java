package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.SiteIndex;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several indexes. A project comes from the one that claims its name, or else from the first that
 * has it: what another index has under that name is never taken, so that nobody who may write to
 * one index can replace what another one has (dependency confusion).
 */
final class IndexChain {
  private final List<SimpleIndex> indexes;
  private final Fetcher fetcher;
  private final WheelTarget target;
  private final List<Download> known;
  private final FormatControl formats;

  /**
   * @param known files that no index is asked for
   * @param formats which kinds of files will do
   */
  IndexChain(
      List<SiteIndex> indexes,
      Fetcher fetcher,
      WheelTarget target,
      List<Download> known,
      FormatControl formats) {
    this.indexes = indexes.stream().map(each -> new SimpleIndex(each, fetcher)).toList();
    this.fetcher = fetcher;
    this.target = target;
    this.known = List.copyOf(known);
    this.formats = formats;
  }

  /**
   * The files that a requirement's hashes name: wheels that fit, usually one, or else sources.
   *
   * @throws SiteException when there is none, or only in an index that does not come first
   */
  FoundDistributions find(Requirements.Requirement wanted) {
    FoundDistributions remembered = known(wanted);
    if (!remembered.equals(FoundDistributions.NONE)) {
      return remembered;
    }
    List<SimpleIndex> asked = askedFor(wanted.project());
    for (int i = 0; i < asked.size(); i++) {
      Optional<List<IndexPage.Link>> links = asked.get(i).links(wanted.project());
      if (links.isPresent()) {
        List<IndexPage.Link> files = vouched(links.get(), wanted);
        if (files.isEmpty()) {
          throw lacking(wanted, asked.get(i), links.get(), asked.subList(i + 1, asked.size()));
        }
        return download(asked.get(i), files);
      }
    }
    throw new SiteException(
        "The index of <site> has nothing on '%s'. Asked:%s\nCheck the name, and that each <index> is a simple index, such as pip's --index-url.%s"
            .formatted(
                wanted.project(),
                asked.stream()
                    .map(each -> "\n  " + each.page(wanted.project()))
                    .collect(Collectors.joining()),
                asked.size() < indexes.size()
                    ? " Others were not asked: by their <packages>, the name comes from elsewhere."
                    : ""));
  }

  private List<SimpleIndex> askedFor(String project) {
    List<SimpleIndex> claiming =
        indexes.stream().filter(each -> each.index().claims(project)).toList();
    return claiming.isEmpty()
        ? indexes.stream().filter(each -> each.index().packages().isEmpty()).toList()
        : claiming;
  }

  private FoundDistributions known(Requirements.Requirement wanted) {
    FoundDistributions found = FoundDistributions.NONE;
    for (Download download : known) {
      if (wanted.hashes().contains(download.digest())) {
        Optional<Wheel> wheel =
            Wheel.parse(download.name())
                .filter(w -> w.project().equals(wanted.project()) && target.fits(w))
                .filter(w -> formats.takesWheels(w.project()));
        Optional<SourceArchive> source =
            SourceArchive.parse(download.name())
                .filter(s -> s.project().equals(wanted.project()))
                .filter(s -> formats.takesSources(s.project()));
        if (wheel.isPresent() || source.isPresent()) {
          found = found.and(onDisk(wheel, source, download));
        }
      }
    }
    return found.wheels().isEmpty() ? found : new FoundDistributions(found.wheels(), List.of());
  }

  private FoundDistributions onDisk(
      Optional<Wheel> wheel, Optional<SourceArchive> source, Download download) {
    var file = fetcher.fetch(download);
    String url = download.uris().get(0).toString();
    return new FoundDistributions(
        wheel.stream().map(each -> new Wheel.OnDisk(each, file, url)).toList(),
        source.stream().map(each -> new SourceArchive.OnDisk(each, file, url)).toList());
  }

  /** Wheels that fit and have a digest that the requirement names; without any, sources. */
  private List<IndexPage.Link> vouched(
      List<IndexPage.Link> links, Requirements.Requirement wanted) {
    List<IndexPage.Link> version = ofVersion(links, wanted).stream().filter(this::runs).toList();
    List<IndexPage.Link> wheels =
        version.stream()
            .filter(link -> formats.takesWheels(wanted.project()))
            .filter(link -> link.wheel().filter(target::fits).isPresent())
            .flatMap(link -> vouched(link, wanted).stream())
            .toList();
    return wheels.isEmpty()
        ? version.stream()
            .filter(link -> formats.takesSources(wanted.project()))
            .filter(link -> link.source().isPresent())
            .flatMap(link -> vouched(link, wanted).stream())
            .toList()
        : wheels;
  }

  private static List<IndexPage.Link> ofVersion(
      List<IndexPage.Link> links, Requirements.Requirement wanted) {
    return links.stream()
        .filter(
            link ->
                link.wheel()
                    .filter(w -> w.project().equals(wanted.project()))
                    .map(w -> wanted.version().map(w::meets).orElse(true))
                    .or(
                        () ->
                            link.source()
                                .filter(s -> s.project().equals(wanted.project()))
                                .map(s -> wanted.version().map(s::meets).orElse(true)))
                    .orElse(false))
        .toList();
  }

  /** Whether the image's Python is one that the file is for; a page that is unclear is not. */
  private boolean runs(IndexPage.Link link) {
    return link.requiresPython()
        .flatMap(VersionSpecifier::parse)
        .map(specifier -> specifier.admits(target.pythonRelease()))
        .orElse(true);
  }

  /**
   * The link with a digest that the requirement names; a page that tells none is asked the file.
   */
  private Optional<IndexPage.Link> vouched(IndexPage.Link link, Requirements.Requirement wanted) {
    Digest digest = link.digest().orElseGet(() -> fetcher.digestOf(link.file(), link.uri()));
    return wanted.hashes().contains(digest)
        ? Optional.of(
            new IndexPage.Link(
                link.file(), link.uri(), Optional.of(digest), link.requiresPython(), link.yanked()))
        : Optional.empty();
  }

  private FoundDistributions download(SimpleIndex index, List<IndexPage.Link> files) {
    List<IndexPage.Link> offered = files.stream().filter(l -> l.yanked().isEmpty()).toList();
    if (offered.isEmpty()) {
      throw yanked(index, files.get(0));
    }
    FoundDistributions found = FoundDistributions.NONE;
    for (IndexPage.Link link : offered) {
      Download download =
          new Download(link.file(), List.of(link.uri()), link.digest().orElseThrow(), -1);
      found = found.and(onDisk(link.wheel(), link.source(), download));
    }
    return found;
  }

  private static SiteException yanked(SimpleIndex index, IndexPage.Link link) {
    String reason = link.yanked().orElse("");
    String project =
        link.wheel()
            .map(Wheel::project)
            .or(() -> link.source().map(SourceArchive::project))
            .orElse("");
    return new SiteException(
        "%s was withdrawn (yanked) from the index%s. Lock another version of '%s'; %s lists them."
            .formatted(
                link.file(), reason.isBlank() ? "" : ": " + reason, project, index.page(project)));
  }

  /** Why the first index that has the name has not the file. */
  private SiteException lacking(
      Requirements.Requirement wanted,
      SimpleIndex first,
      List<IndexPage.Link> links,
      List<SimpleIndex> later) {
    for (SimpleIndex other : later) {
      boolean there =
          other.links(wanted.project()).filter(l -> !vouched(l, wanted).isEmpty()).isPresent();
      if (there) {
        return new SiteException(
            "'%s' is in two indexes, and the file that <requirements> locks is not in the first one:\n  %s has the name, with other files\n  %s has the locked file\nwee takes a name from the first index that has it and mixes none: anybody who may publish to the one could otherwise replace what the other has (dependency confusion). If the second is right, say so: <index><url>%s</url><packages>%s</packages></index>, or put it first; if not, lock again."
                .formatted(
                    wanted.project(),
                    first.index(),
                    other.index(),
                    other.index(),
                    wanted.project()));
      }
    }
    return new SiteException(
        "No wheel of '%s' fits %s and has one of the hashes that <requirements> names, and no source archive has one%s. %s has:%s"
            .formatted(
                wanted.project(),
                target,
                formats.reason(wanted.project()),
                first.page(wanted.project()),
                list(ofVersion(links, wanted), wanted)));
  }

  private static String list(List<IndexPage.Link> links, Requirements.Requirement wanted) {
    if (links.isEmpty()) {
      return " no file of version " + wanted.version().orElse("any");
    }
    StringBuilder text = new StringBuilder();
    for (IndexPage.Link link : links) {
      text.append("\n  ").append(link.file());
      link.digest().ifPresent(digest -> text.append(" sha256:").append(digest.hex()));
      link.requiresPython().ifPresent(python -> text.append(" for Python ").append(python));
    }
    return text.toString();
  }
}
