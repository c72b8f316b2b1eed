package io.github.weepython.maven.publish;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** In memory what the cache keeps in files. */
final class MapOrigins implements BlobMountSources {
  private final Map<Digest, String> repositories = new ConcurrentHashMap<>();

  @Override
  public Optional<String> find(ImageName name, Digest blob) {
    return Optional.ofNullable(repositories.get(blob))
        .filter(repository -> !repository.equals(name.repository()));
  }

  @Override
  public void remember(ImageName name, Digest blob) {
    repositories.put(blob, name.repository());
  }
}
