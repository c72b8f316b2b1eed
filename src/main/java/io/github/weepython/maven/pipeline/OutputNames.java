package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the files of one image of a build are called below the build's output. */
final class OutputNames {
  private OutputNames() {}

  /**
   * The folder of an image, relative to the output; empty where the build has no other.
   *
   * @param variant of that image, if it is one
   * @param among of several platforms' folders, the name of this one's
   */
  static String folder(
      ImageSpec spec,
      Flavour flavour,
      Base base,
      Optional<Variant> variant,
      Optional<String> among) {
    List<String> parts = new ArrayList<>();
    if (spec.flavours().size() > 1) {
      parts.add(flavour.id());
    }
    if (spec.bases().size() > 1) {
      parts.add(base.id());
    }
    variant.map(Variant::id).ifPresent(parts::add);
    among.ifPresent(parts::add);
    return String.join("/", parts);
  }

  /** The log of a flavour's compile. */
  static Path log(Path output, Flavour flavour, Optional<String> among) {
    return output.resolve(
        "compile-" + flavour.id() + among.map(platform -> "-" + platform).orElse("") + ".log");
  }
}
