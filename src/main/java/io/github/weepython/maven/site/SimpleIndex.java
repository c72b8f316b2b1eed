package io.github.weepython.maven.site;

import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.Page;
import io.github.weepython.maven.spec.SiteIndex;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of a project that one index has (PEP 503, PEP 691). */
final class SimpleIndex {
  private static final long PAGE = 256L << 20;

  /** What a page for people has and a list of files has not. */
  private static final Pattern FOR_PEOPLE = Pattern.compile("(?is)<(form|input|script|iframe)\\b");

  private final SiteIndex index;
  private final Fetcher fetcher;

  SimpleIndex(SiteIndex index, Fetcher fetcher) {
    this.index = index;
    this.fetcher = fetcher;
  }

  SiteIndex index() {
    return index;
  }

  /** The page of a project. */
  URI page(String project) {
    return index.url().resolve(project + "/");
  }

  /**
   * The project's files; nothing where the index says that it has no such project.
   *
   * @throws SiteException when it can't be asked, or answers with something else
   */
  Optional<List<IndexPage.Link>> links(String project) {
    try {
      return Optional.of(
          fetcher.fetchPage(
              project + " in the index",
              page(project),
              PAGE,
              IndexPage.ACCEPT,
              page -> read(project, page)));
    } catch (FetchException e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw new SiteException(
          "The index %s could not be asked for '%s'; no other index is asked instead. %s\nCheck that <index> is a simple index, such as pip's --index-url, and can be reached."
              .formatted(index, project, e.getMessage()),
          e);
    }
  }

  /** A page for people in its place may be a proxy's, and another time is not there. */
  private List<IndexPage.Link> read(String project, Page page) {
    List<IndexPage.Link> links = IndexPage.links(page.address(), page.bytes());
    boolean files = links.stream().anyMatch(l -> l.wheel().isPresent() || l.source().isPresent());
    if (!files && FOR_PEOPLE.matcher(new String(page.bytes(), StandardCharsets.UTF_8)).find()) {
      throw new SiteException(
          "%s answered with an HTML page for people, perhaps a login page, instead of a list of files. Check that <index> is a simple index, such as pip's --index-url, and that a <server> in settings.xml or .netrc has its login."
              .formatted(page(project)));
    }
    return links;
  }
}
