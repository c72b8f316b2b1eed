package io.github.weepython.maven.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What went into an image, by digest, sorted by URI (resolvedDependencies of SLSA 1.0). No URI has
 * a path of this machine in it.
 */
public final class ResolvedInputs {
  private final SortedMap<String, String> all = new TreeMap<>();

  /**
   * Adds an input. Another one of the same name, such as a file of another folder, gets a number.
   *
   * @param sha256 in hexadecimal digits
   */
  public ResolvedInputs add(String uri, String sha256) {
    String name = uri;
    for (int i = 2; !all.getOrDefault(name, sha256).equals(sha256); i++) {
      name = uri + "#" + i;
    }
    all.put(name, sha256);
    return this;
  }

  /** Digests by URI. */
  public SortedMap<String, String> all() {
    return Collections.unmodifiableSortedMap(all);
  }

  void write(ArrayNode inputs) {
    all.forEach(
        (uri, sha256) ->
            inputs.addObject().put("uri", uri).putObject("digest").put("sha256", sha256));
  }
}
