package io.github.weepython.maven.tuf;

import java.util.Optional;

/** What a client keeps between two visits, so that nobody can show it an older state. */
public interface TufState {
  /**
   * What was kept last.
   *
   * @param name such as {@code root.json}
   */
  Optional<byte[]> load(String name);

  void save(String name, byte[] bytes);
}
