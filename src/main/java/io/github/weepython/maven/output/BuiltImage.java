package io.github.weepython.maven.output;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One image of a build, or an index of several platforms' images, whose bytes are in its folder.
 *
 * @param kind which of the build's images it is
 * @param digest what a registry knows the image by
 * @param id what Docker shows as image ID; of an index, that of its first image
 * @param platforms of the images below an index, in its order; empty where there is none
 * @param sizes of its layers
 * @param folder where its files are
 */
public record BuiltImage(
    Kind kind,
    ImageName name,
    List<String> tags,
    Digest digest,
    Digest id,
    List<String> platforms,
    Sizes sizes,
    Path folder) {
  public BuiltImage {
    tags = List.copyOf(tags);
    platforms = List.copyOf(platforms);
  }

  /**
   * What tells the images of a build apart.
   *
   * @param python the CPython release
   * @param freeThreading whether it has no global interpreter lock
   * @param variant which one of that image it is; nothing for the image itself
   */
  public record Kind(
      PythonVersion python,
      boolean freeThreading,
      Flavour flavour,
      Base base,
      Optional<Variant> variant) {
    /** The image itself, whose interpreter has the global lock. */
    public static Kind of(PythonVersion python, Flavour flavour, Base base) {
      return new Kind(python, false, flavour, base, Optional.empty());
    }
  }

  /** Of layers in bytes, as a registry has them and unpacked. */
  public record Sizes(long compressed, long unpacked) {
    static Sizes of(List<Layer> layers) {
      return new Sizes(
          layers.stream().mapToLong(Layer::size).sum(),
          layers.stream().mapToLong(Layer::rawSize).sum());
    }

    Sizes plus(Sizes other) {
      return new Sizes(compressed + other.compressed, unpacked + other.unpacked);
    }
  }

  /** The image of one platform that a spec's flavour and base became, or a variant of it. */
  public static BuiltImage of(
      ImageSpec spec,
      Flavour flavour,
      Base base,
      Optional<Variant> variant,
      Image image,
      Path folder) {
    return new BuiltImage(
        new Kind(spec.python(), spec.optimization().freeThreading(), flavour, base, variant),
        spec.image(),
        variant
            .map(each -> spec.tagsOf(flavour, base, each))
            .orElseGet(() -> spec.tagsOf(flavour, base)),
        image.digest(),
        image.id(),
        List.of(),
        Sizes.of(image.layers()),
        folder);
  }

  /** The same image under other names. */
  public BuiltImage named(ImageName otherName, List<String> otherTags) {
    return new BuiltImage(kind, otherName, otherTags, digest, id, platforms, sizes, folder);
  }

  /** The index over this image and its like of other platforms. */
  BuiltImage in(Digest index, List<String> allPlatforms, Sizes all, Path indexFolder) {
    return new BuiltImage(kind, name, tags, index, id, allPlatforms, all, indexFolder);
  }

  /**
   * Which image of an index is run on a machine: that of its own platform, else the first.
   *
   * @param here the machine's platform
   * @return nothing where there is no index
   */
  public Optional<Platform> platformFor(Platform here) {
    return platforms.isEmpty()
        ? Optional.empty()
        : Optional.of(Platform.preferred(platforms.stream().map(Platform::parse).toList(), here));
  }

  public PythonVersion python() {
    return kind.python();
  }

  public Flavour flavour() {
    return kind.flavour();
  }

  public Base base() {
    return kind.base();
  }

  public Optional<Variant> variant() {
    return kind.variant();
  }

  /** What pulls exactly this image, with its first tag for people. */
  public String reference() {
    return name + ":" + tags.get(0) + "@" + digest.oci();
  }
}
