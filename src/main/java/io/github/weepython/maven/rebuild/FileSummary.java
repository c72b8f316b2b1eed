package io.github.weepython.maven.rebuild;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.LayerReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of a layer, without its bytes.
 *
 * @param size of its bytes, in the tar
 * @param content the digest of its bytes
 */
record FileSummary(Entry entry, long size, Digest content) {
  /**
   * All of a layer's, by path.
   *
   * @param all gets them in the layer's order, also those before a place that can't be read
   */
  static void read(Path layer, Map<String, FileSummary> all) throws IOException {
    LayerReader.read(
        layer,
        (entry, size, body) ->
            all.put(entry.path(), new FileSummary(entry, size, Digest.of(body))));
  }

  /** What another one of the same path has otherwise, in words. */
  Optional<String> difference(FileSummary other) {
    List<String> words = new ArrayList<>();
    Entry a = entry;
    Entry b = other.entry;
    differ(words, "type", a.type(), b.type());
    differ(words, "link", a.link(), b.link());
    differ(words, "mode", Integer.toOctalString(a.mode()), Integer.toOctalString(b.mode()));
    differ(words, "owner", a.uid() + ":" + a.gid(), b.uid() + ":" + b.gid());
    differ(words, "time", Instant.ofEpochSecond(a.mtime()), Instant.ofEpochSecond(b.mtime()));
    differ(words, "size", size, other.size);
    differ(words, "SHA-256", content.hex(), other.content.hex());
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
  }

  private static void differ(List<String> words, String what, Object first, Object second) {
    if (!first.equals(second)) {
      words.add("%s %s instead of %s".formatted(what, second, first));
    }
  }
}
