package io.github.weepython.maven.doctor;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.HumanSize;
import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The cache: whether it can be written, how much room there is, how much it has. */
final class CacheCheck {
  private static final String TOPIC = "Cache";

  /** A first build writes about 1 GB: downloads, a build root, sources and objects, layers. */
  private static final long ENOUGH = 3L << 30;

  private final Environment environment;

  CacheCheck(Environment environment) {
    this.environment = environment;
  }

  List<Diagnostic> findings() {
    Path cache = environment.cache();
    try {
      Path root = new Store(cache).root();
      return List.of(
          Diagnostic.good(
              TOPIC, root.toString(), "writable, holds " + HumanSize.megabytes(size(root))),
          room(root));
    } catch (StoreException e) {
      return List.of(
          Diagnostic.bad(
              TOPIC,
              cache.toString(),
              String.valueOf(e.getMessage()),
              "keep it elsewhere: XDG_CACHE_HOME, or -Dwee.cache=<folder>"));
    } catch (IOException | UncheckedIOException e) {
      return List.of(
          Diagnostic.warning(
              TOPIC, cache.toString(), "could not be measured: " + Causes.of(e), "look at it"));
    }
  }

  private static Diagnostic room(Path root) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    String found = HumanSize.gigabytes(free) + " free";
    return free < ENOUGH
        ? Diagnostic.warning(
            TOPIC,
            "its disk",
            found,
            "a first build needs about %s: make room, or keep the cache elsewhere"
                .formatted(HumanSize.gigabytes(ENOUGH)))
        : Diagnostic.good(TOPIC, "its disk", found);
  }

  private static long size(Path root) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            bytes.addAndGet(found.isRegularFile() ? found.size() : 0);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE; // Another run is at work.
          }
        });
    return bytes.get();
  }
}
