package io.github.weepython.maven.spec;

import java.util.List;
import java.util.Optional;

/**
 * What is in an image beside the interpreter and its standard library, and how it is packed.
 *
 * @param pip whether the pip layer is part of the image
 * @param stdlib what is there of each of its modules
 * @param site wheels, in a layer of their own
 * @param layout what becomes of the wheels' files, and wheels of the project
 * @param files of the project, in a layer of their own
 * @param compression of every layer
 * @param maxSize the most that all layers may have, compressed
 * @param optionalLibraries that may be missing
 * @param variants images beside it that have all of its layers, and more
 */
public record Contents(
    boolean pip,
    Stdlib stdlib,
    Optional<Site> site,
    SiteLayout layout,
    List<FileCopy> files,
    Compression compression,
    Optional<ByteSize> maxSize,
    OptionalLibraries optionalLibraries,
    List<Variant> variants) {
  /** What an image has where the user wishes nothing else. */
  public static final Contents DEFAULT =
      new Contents(
          true,
          Stdlib.SOURCE_PYC,
          Optional.empty(),
          SiteLayout.DEFAULT,
          List.of(),
          Compression.FAST,
          Optional.empty(),
          OptionalLibraries.NONE);

  public Contents {
    files = List.copyOf(files);
    variants = variants.stream().distinct().toList();
  }

  /** An image without variants. */
  public Contents(
      boolean pip,
      Stdlib stdlib,
      Optional<Site> site,
      SiteLayout layout,
      List<FileCopy> files,
      Compression compression,
      Optional<ByteSize> maxSize,
      OptionalLibraries optionalLibraries) {
    this(pip, stdlib, site, layout, files, compression, maxSize, optionalLibraries, List.of());
  }

  /** Whether there are wheels, wherever they come from. */
  public boolean hasWheels() {
    return site.isPresent() || !layout.wheels().isEmpty();
  }
}
