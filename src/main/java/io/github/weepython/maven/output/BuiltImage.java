package io.github.weepython.maven.output;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One image of a build, or an index of several platforms' images, whose bytes are in its folder.
 *
 * @param python the CPython release
 * @param freeThreading whether it has no global interpreter lock
 * @param variant which one of that image it is; nothing for the image itself
 * @param digest what a registry knows the image by
 * @param id what Docker shows as image ID; of an index, that of its first image
 * @param platforms of the images below an index, in its order; empty where there is none
 * @param size of its layers, compressed, in bytes
 * @param rawSize of its layers, unpacked, in bytes
 * @param folder where its files are
 */
public record BuiltImage(
    String python,
    boolean freeThreading,
    Flavour flavour,
    Base base,
    Optional<Variant> variant,
    ImageName name,
    List<String> tags,
    Digest digest,
    Digest id,
    List<String> platforms,
    long size,
    long rawSize,
    Path folder) {
  public BuiltImage {
    tags = List.copyOf(tags);
    platforms = List.copyOf(platforms);
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
        spec.python().toString(),
        spec.optimization().freeThreading(),
        flavour,
        base,
        variant,
        spec.image(),
        variant
            .map(each -> spec.tagsOf(flavour, base, each))
            .orElseGet(() -> spec.tagsOf(flavour, base)),
        image.digest(),
        image.id(),
        List.of(),
        image.layers().stream().mapToLong(Layer::size).sum(),
        image.layers().stream().mapToLong(Layer::rawSize).sum(),
        folder);
  }

  /** An image whose interpreter has the global lock. */
  public BuiltImage(
      String python,
      Flavour flavour,
      Base base,
      ImageName name,
      List<String> tags,
      Digest digest,
      Digest id,
      List<String> platforms,
      long size,
      long rawSize,
      Path folder) {
    this(
        python,
        false,
        flavour,
        base,
        Optional.empty(),
        name,
        tags,
        digest,
        id,
        platforms,
        size,
        rawSize,
        folder);
  }

  /** The same image under other names. */
  public BuiltImage named(ImageName otherName, List<String> otherTags) {
    return new BuiltImage(
        python,
        freeThreading,
        flavour,
        base,
        variant,
        otherName,
        otherTags,
        digest,
        id,
        platforms,
        size,
        rawSize,
        folder);
  }

  /** The index over this image and its like of other platforms. */
  BuiltImage in(
      Digest index, List<String> allPlatforms, long allSize, long allRawSize, Path indexFolder) {
    return new BuiltImage(
        python,
        freeThreading,
        flavour,
        base,
        variant,
        name,
        tags,
        index,
        id,
        allPlatforms,
        allSize,
        allRawSize,
        indexFolder);
  }

  /** What pulls exactly this image, with its first tag for people. */
  public String reference() {
    return name + ":" + tags.get(0) + "@" + digest.oci();
  }
}
