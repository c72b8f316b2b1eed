package io.github.weepython.maven.sbom;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The regular files of an image with their digests: what its uppermost layers leave of them. */
final class ImageFiles {
  /** Marks what an upper layer takes away (OCI image-spec, layer.md, "Whiteouts"). */
  private static final String GONE = ".wh.";

  private static final String ALL_GONE = ".wh..wh..opq";

  private final TreeMap<String, FileDigest> files = new TreeMap<>();
  private final TreeSet<String> links = new TreeSet<>();

  /** All of the next layer but its directories. */
  void add(Map<String, FileDigest> layer) {
    layer.keySet().forEach(this::takeAway);
    layer.forEach(this::put);
  }

  private void takeAway(String path) {
    int slash = path.lastIndexOf('/') + 1;
    if (!path.startsWith(GONE, slash)) {
      return;
    }
    String name = path.substring(slash);
    if (name.equals(ALL_GONE)) {
      remove(path.substring(0, slash));
    } else {
      String gone = path.substring(0, slash) + name.substring(GONE.length());
      files.remove(gone);
      links.remove(gone);
      remove(gone + "/");
    }
  }

  private void put(String path, FileDigest digest) {
    if (path.startsWith(GONE, path.lastIndexOf('/') + 1)) {
      return;
    }
    if (digest.isOther()) {
      files.remove(path);
      remove(path + "/");
      links.add(path);
    } else {
      links.remove(path);
      files.put(path, digest);
    }
  }

  private void remove(String folder) {
    files.subMap(folder, folder + Character.MAX_VALUE).clear();
    links.subSet(folder, folder + Character.MAX_VALUE).clear();
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  /** All that is neither a regular file nor a directory: links, mostly. */
  SortedSet<String> links() {
    return Collections.unmodifiableSortedSet(links);
  }

  /** By path, without the slash at its beginning. */
  SortedMap<String, FileDigest> all() {
    return Collections.unmodifiableSortedMap(files);
  }
}
