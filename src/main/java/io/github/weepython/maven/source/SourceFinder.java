package io.github.weepython.maven.source;

import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.PythonVersion;
import java.util.List;
import java.util.Optional;

/** Asks each place in turn for a version's tarball. */
public final class SourceFinder {
  private final KnownReleases known;
  private final Fetcher fetcher;
  private final UserProvider user;
  private final List<SourceProvider> places;

  public SourceFinder(
      KnownReleases known, Fetcher fetcher, UserProvider user, List<SourceProvider> places) {
    this.known = known;
    this.fetcher = fetcher;
    this.user = user;
    this.places = List.copyOf(places);
  }

  /**
   * The verified tarball, of the user's place where there is one, else of the first that has it.
   *
   * @throws SourceException when no place has it, listing what each said; or when what is there
   *     can't be verified
   */
  public SourceTarball find(PythonVersion version, UserSource wanted) {
    if (wanted.location().isPresent()) {
      return user.find(version, wanted);
    }
    LookupReport answers = new LookupReport();
    for (SourceProvider place : places) {
      Optional<SourceTarball> found = place.find(version, wanted.allowUnverified(), answers);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new SourceException(missing(version, answers));
  }

  private String missing(PythonVersion version, LookupReport answers) {
    if (fetcher.offline()) {
      return "Maven is offline (-o), and the cache lacks the source of CPython %s.\n"
              .formatted(version)
          + "Run once without -o to have it downloaded, or set <source> or -Dwee.source to a"
          + " tarball of your own.";
    }
    String fix =
        answers.anyFailed()
            ? "Fix what failed there, or set <python> or -Dwee.python to another version, or set"
                + " <source>"
            : "Set <mirror> or -Dwee.mirror to a place that has it, <python> or -Dwee.python to"
                + " another version, or <source>";
    return "The source of CPython %s %s. Looked at:\n%s\n%s\n%s or -Dwee.source (with"
            .formatted(
                version,
                answers.anyFailed() ? "could not be downloaded" : "was not found",
                answers,
                known.existence(version),
                fix)
        + " -Dwee.source.sha256) to a tarball of your own.";
  }
}
