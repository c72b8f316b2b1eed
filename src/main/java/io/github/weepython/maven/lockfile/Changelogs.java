package io.github.weepython.maven.lockfile;

import java.io.IOException;
import java.util.Optional;

/** Reads what Debian's maintainers say of a package's versions. */
public interface Changelogs {
  /** Nothing is read. */
  Changelogs NONE = sha256 -> Optional.empty();

  /**
   * A package's changelog (deb-changelog(5)).
   *
   * @param sha256 of its .deb
   * @return nothing where the package has none of its own
   * @throws IOException when its file is not available; the message says why
   */
  Optional<String> of(String sha256) throws IOException;
}
