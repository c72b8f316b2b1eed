package io.github.weepython.maven.source;

import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.PythonVersion;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Asks each place in turn for a version's tarball. */
public final class SourceFinder {
  private final UserProvider user;
  private final List<SourceProvider> places;

  public SourceFinder(UserProvider user, List<SourceProvider> places) {
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
    StringJoiner answers = new StringJoiner("\n  ", "\n  ", "");
    for (SourceProvider place : places) {
      Optional<SourceTarball> found = place.find(version, wanted.allowUnverified(), answers::add);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new SourceException(
        "No place has the source of CPython "
            + version
            + ". Looked at:"
            + answers
            + "\nSet <python> or -Dwee.python to a version that exists, or <source> or -Dwee.source"
            + " (with -Dwee.source.sha256) to a tarball of your own.");
  }
}
