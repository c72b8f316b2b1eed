package io.github.weepython.maven.tuf;

import java.util.Optional;

/** Where files come from; nothing in them is believed unverified. */
@FunctionalInterface
public interface TufRepository {
  /**
   * A file.
   *
   * @param path below the repository's address, such as {@code 15.root.json}
   * @param maxBytes more than this is refused
   * @return empty if the repository says that it has no such file
   */
  Optional<byte[]> fetch(String path, long maxBytes);
}
