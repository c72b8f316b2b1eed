package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that stands behind one digest, for whoever keeps or sends it: an image, an index of images,
 * or an artifact that says something about one.
 *
 * @param manifest the exact bytes
 * @param mediaType of the manifest
 * @param blobs what the manifest names, in its order
 * @param members what an index names, in its order
 */
public record ManifestWithBlobs(
    byte[] manifest,
    String mediaType,
    Map<Digest, Content> blobs,
    List<ManifestWithBlobs> members) {
  public ManifestWithBlobs {
    blobs = Collections.unmodifiableMap(new LinkedHashMap<>(blobs));
    members = List.copyOf(members);
  }

  /** What a registry knows it by. */
  public Digest digest() {
    return Digest.of(manifest);
  }

  /** Its blobs and those of its members, each once. */
  public Map<Digest, Content> allBlobs() {
    Map<Digest, Content> all = new LinkedHashMap<>();
    members.forEach(member -> all.putAll(member.allBlobs()));
    all.putAll(blobs);
    return all;
  }
}
