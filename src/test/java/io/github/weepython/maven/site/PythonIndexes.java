package io.github.weepython.maven.site;

import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.SiteIndex;

/** Asks an index of Python packages as a build does, for tests of other rooms. */
public final class PythonIndexes {
  private PythonIndexes() {}

  /** How many files an index has of a project. */
  public static int files(SiteIndex index, String project, Fetcher fetcher) {
    return new SimpleIndex(index, fetcher).links(project).orElseThrow().size();
  }
}
