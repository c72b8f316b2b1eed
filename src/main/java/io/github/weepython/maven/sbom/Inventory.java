package io.github.weepython.maven.sbom;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.metadata.Purl;
import io.github.weepython.maven.spec.ImageSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What an image is made of.
 *
 * @param image its digest
 * @param name as it is pushed
 * @param version its first tag
 * @param purl the image's (purl-spec, type oci)
 * @param created every time in it
 * @param patches of the interpreter
 * @param parts the interpreter first, sorted within their kinds, the system last
 * @param files digests by path, sorted
 * @param links paths of what is neither a regular file nor a directory
 */
public record Inventory(
    Digest image,
    String name,
    String version,
    String purl,
    Instant created,
    PatchList patches,
    List<Part> parts,
    SortedMap<String, FileDigest> files,
    SortedSet<String> links) {
  public Inventory {
    parts = List.copyOf(parts);
  }

  /**
   * Reads an image's layers.
   *
   * @param tag the image's first
   * @param origins what the layers don't say
   */
  public static Inventory of(
      ImageSpec spec, Image image, String tag, PatchList patches, InputDigests origins)
      throws IOException {
    InventoryReader reader = new InventoryReader();
    for (Layer layer : image.layers()) {
      LayerRecords.read(layer, reader);
    }
    return new Inventory(
        image.digest(),
        spec.image().toString(),
        tag,
        Purl.oci(spec, image.digest()),
        spec.created(),
        patches,
        reader.parts(spec, origins),
        reader.files(),
        reader.links());
  }

  /** Whether a file's path, without the slash at its beginning, begins so. */
  public boolean hasBelow(String start) {
    SortedMap<String, FileDigest> from = files.tailMap(start);
    return !from.isEmpty() && from.firstKey().startsWith(start);
  }

  /** Whether there is something of that path, or may be, since a link leads on to it. */
  public boolean hasPath(String path) {
    boolean there = files.containsKey(path) || hasBelow(path + "/");
    for (String at = path; !there && !at.isEmpty(); at = parent(at)) {
      there = links.contains(at);
    }
    return there;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Debian's packages, sorted by name. */
  public List<DebianPackage> packages() {
    return parts.stream()
        .filter(part -> part.kind() == Part.Kind.DEBIAN)
        .map(DebianPackage::of)
        .toList();
  }

  /** Whether a package of Debian is recorded. */
  public boolean hasPackage(String name) {
    return packages().stream().anyMatch(each -> each.name().equals(name));
  }

  /** Whether a part has that ref. */
  public boolean hasPart(String ref) {
    return parts.stream().anyMatch(part -> part.ref().equals(ref));
  }

  Backports backports() {
    return patches.backports();
  }
}
