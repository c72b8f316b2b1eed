package io.github.weepython.maven.prune;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.rootfs.DebContents;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what prune lists leave out, when a layer is packed and all is at hand; kept, for the
 * images that are put together of kept layers.
 */
public final class PruneStatistics {
  private final Store store;

  public PruneStatistics(Store store) {
    this.store = store;
  }

  /**
   * Measures packages.
   *
   * @param key the layer's
   * @param list such as {@code distroless}
   * @param debs wee's own
   * @param added those that the user added, of which less is left out
   */
  public void packages(
      String key, String list, PruneList prune, List<Path> debs, List<Path> added) {
    keep(
        key,
        list,
        prune,
        counts -> {
          DebContents.read(debs, counts::add);
          counts.finder = prune.lasting().finder();
          DebContents.read(added, counts::add);
        });
  }

  /**
   * Measures what is below a folder of an install tree.
   *
   * @param below with its slash
   */
  public void tree(String key, String list, PruneList prune, FileTree all, String below) {
    keep(
        key,
        list,
        prune,
        counts -> {
          for (Entry entry : all.entries()) {
            if (entry.type() == Entry.Type.FILE && entry.path().startsWith(below)) {
              try (InputStream body = entry.content().open()) {
                counts.add(entry.path().substring(below.length()), entry.content().size(), body);
              }
            }
          }
        });
  }

  /** What was measured for the layer of this key; nothing of what was packed before. */
  public List<PrunedGroup> of(String key) {
    return store.findFile("pruned", digest(key)).map(PruneStatistics::read).orElse(List.of());
  }

  private static List<PrunedGroup> read(Path file) {
    try {
      return JSON.readValue(Files.readAllBytes(file), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Digest digest(String key) {
    return Digest.of("pruned 1\n" + key);
  }

  private interface Measuring {
    void tell(Counts counts) throws IOException;
  }

  private void keep(String key, String list, PruneList prune, Measuring measuring) {
    store.file(
        "pruned",
        digest(key),
        target -> {
          try (Counts counts = new Counts(list, prune)) {
            measuring.tell(counts);
            JSON.writeValue(target.toFile(), List.copyOf(counts.groups.values()));
          }
        });
  }

  private static final class Counts implements AutoCloseable {
    private final CompressedSize compressed = new CompressedSize();
    private final Map<String, PrunedGroup> groups = new LinkedHashMap<>();
    private final String list;
    private PruneList.Finder finder;

    Counts(String list, PruneList prune) {
      this.list = list;
      this.finder = prune.finder();
    }

    void add(String path, long size, InputStream body) throws IOException {
      Optional<PruneList.Group> group = finder.groupOf(path);
      if (group.isPresent()) {
        PrunedGroup before =
            groups.getOrDefault(
                group.get().name(),
                new PrunedGroup(list, group.get().name(), group.get().reason(), 0, 0, 0));
        groups.put(group.get().name(), before.plus(size, compressed.of(body)));
      }
    }

    @Override
    public void close() {
      compressed.close();
    }
  }
}
