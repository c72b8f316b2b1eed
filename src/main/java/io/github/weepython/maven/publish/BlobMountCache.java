package io.github.weepython.maven.publish;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Which repository was given a blob last, in small files of the cache. */
public final class BlobMountCache implements BlobMountSources {
  private final Path folder;

  public BlobMountCache(Path cache) {
    this.folder = cache.resolve("pushed");
  }

  @Override
  public Optional<String> find(ImageName name, Digest blob) {
    try {
      return Optional.of(Files.readString(file(name, blob)))
          .filter(repository -> !repository.equals(name.repository()))
          .filter(BlobMountCache::sound);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean sound(String repository) {
    return repository.matches("[a-z0-9._/-]+");
  }

  @Override
  public void remember(ImageName name, Digest blob) {
    Path file = file(name, blob);
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "part", "");
      Files.writeString(part, name.repository());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // The push succeeded; forgetting this costs the next one some bytes.
    }
  }

  private Path file(ImageName name, Digest blob) {
    return folder.resolve(Digest.of(name.registry().orElse("") + " " + blob.hex()).hex());
  }
}
