package io.github.weepython.maven.spec;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user knows of an image's vulnerabilities.
 *
 * @param documents OpenVEX documents, whose statements are passed on
 * @param pruned a list of vulnerabilities and of what carries each; an image that lacks it is not
 *     affected
 * @param tracker Debian's security tracker, a file or a URL
 */
public record VexSources(List<Path> documents, Optional<Path> pruned, Optional<URI> tracker) {
  /** Nothing. */
  public static final VexSources NONE =
      new VexSources(List.of(), Optional.empty(), Optional.empty());

  public VexSources {
    documents = List.copyOf(documents);
  }
}
