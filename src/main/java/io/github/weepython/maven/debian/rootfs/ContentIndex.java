package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells whether one of many files has certain bytes. It reads only files of a size that was asked
 * for, and each of them once.
 */
final class ContentIndex {
  private final Map<Long, List<Content>> files;
  private final Map<Long, Set<Digest>> digests = new HashMap<>();

  /**
   * @param files must stay as they are while this is used
   */
  ContentIndex(Stream<Content> files) {
    this.files = files.collect(Collectors.groupingBy(Content::size));
  }

  /** Whether a file has just these bytes. */
  boolean has(byte[] bytes) throws IOException {
    long size = bytes.length;
    Set<Digest> known = digests.get(size);
    if (known == null) {
      known = new HashSet<>();
      for (Content file : files.getOrDefault(size, List.of())) {
        try (InputStream in = file.open()) {
          known.add(Digest.of(in));
        }
      }
      digests.put(size, known);
    }
    return !known.isEmpty() && known.contains(Digest.of(bytes));
  }
}
