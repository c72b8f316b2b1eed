package io.github.weepython.maven.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares two images: manifests, then configs, then layer by layer down to the first file. */
public final class ImageDifference {
  private ImageDifference() {}

  /**
   * One side.
   *
   * @param layers the blobs of the manifest's layers, in its order, as they were found
   */
  public record Side(JsonNode manifest, JsonNode config, List<Path> layers) {
    public Side {
      layers = List.copyOf(layers);
    }
  }

  /**
   * A line for each part that differs.
   *
   * @throws IOException when a layer can't be read
   */
  public static List<String> lines(Side expected, Side found) throws IOException {
    List<String> lines = new ArrayList<>();
    fields(lines, "config", expected.config(), found.config());
    if (expected.layers().size() != found.layers().size()) {
      lines.add(
          "it has %d layers, and the rebuild has %d"
              .formatted(expected.layers().size(), found.layers().size()));
    }
    int both = Math.min(expected.layers().size(), found.layers().size());
    for (int i = 0; i < both; i++) {
      layer(i, expected, found).ifPresent(lines::add);
    }
    if (lines.isEmpty()) {
      fields(lines, "manifest", expected.manifest(), found.manifest());
    }
    return lines;
  }

  private static Optional<String> layer(int index, Side expected, Side found) throws IOException {
    String named = digest(expected.manifest(), index);
    String is = Digest.of(expected.layers().get(index)).oci();
    String rebuilt = digest(found.manifest(), index);
    if (named.equals(is) && named.equals(rebuilt)) {
      return Optional.empty();
    }
    String what =
        LayerDifference.first(expected.layers().get(index), found.layers().get(index))
            .orElse("the same files, packed differently");
    return Optional.of(
        named.equals(is)
            ? "layer %d, %s, became %s: %s".formatted(index + 1, named, rebuilt, what)
            : "layer %d, %s, is damaged in the registry, where it hashes to %s: %s"
                .formatted(index + 1, named, is, what));
  }

  private static String digest(JsonNode manifest, int layer) {
    return manifest.path("layers").path(layer).path("digest").asText("");
  }

  private static void fields(List<String> lines, String what, JsonNode first, JsonNode second) {
    TreeSet<String> names = new TreeSet<>();
    first.fieldNames().forEachRemaining(names::add);
    second.fieldNames().forEachRemaining(names::add);
    names.remove("rootfs"); // Follows from the layers.
    for (String name : names) {
      JsonNode one = first.path(name);
      JsonNode other = second.path(name);
      if (one.isObject() && other.isObject()) {
        fields(lines, what + "." + name, one, other);
      } else if (!one.equals(other)) {
        lines.add("%s.%s is %s, and was %s".formatted(what, name, shown(other), shown(one)));
      }
    }
  }

  private static String shown(JsonNode node) {
    String text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }
}
