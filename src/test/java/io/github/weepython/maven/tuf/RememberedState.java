package io.github.weepython.maven.tuf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a client keeps between its runs, in memory. */
final class RememberedState implements TufState {
  final Map<String, byte[]> kept = new HashMap<>();

  @Override
  public Optional<byte[]> load(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  @Override
  public void save(String name, byte[] bytes) {
    kept.put(name, bytes);
  }
}
