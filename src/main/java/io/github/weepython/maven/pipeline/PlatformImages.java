package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.metadata.ImageUser;
import io.github.weepython.maven.metadata.Metadata;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.ImageFolderWriter;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.report.SizeLimitCheck;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes images of layers, and writes them to folders.
 *
 * @param output gets the images' files, in folders of their own where there are several
 * @param among of several platforms' folders, the name of this one's
 */
record PlatformImages(ImageSpec spec, PatchList patches, Path output, Optional<String> among) {
  /**
   * Writes an image.
   *
   * @param variant which one of that image it is; nothing for the image itself
   * @param layers all of it, bottom first
   */
  PlatformImage write(Flavour flavour, Base base, Optional<Variant> variant, List<Layer> layers) {
    Map<String, String> plain = Metadata.labels(spec, flavour, base, patches);
    Map<String, String> labels = variant.map(each -> Metadata.labels(plain, each)).orElse(plain);
    Map<String, String> annotations = Metadata.annotations(spec, labels);
    Image image =
        ImageAssembler.assemble(
            layers, Metadata.config(spec, labels, user(spec, layers), variant), annotations);
    Path folder = output.resolve(OutputNames.folder(spec, flavour, base, variant, among));
    BuiltImage built = BuiltImage.of(spec, flavour, base, variant, image, folder);
    try {
      // What is for developers may be as large as it likes.
      if (spec.contents().maxSize().isPresent() && variant.isEmpty()) {
        SizeLimitCheck.check(
            spec.contents().maxSize().get(), image, spec.image(), built.tags(), folder);
      }
      ImageFolderWriter.write(image, spec.image(), built.tags(), folder);
    } catch (IOException e) {
      throw OutputException.unwritten(folder, e);
    }
    return new PlatformImage(built, image, spec, annotations);
  }

  /** Where a flavour's compile is logged. */
  Path log(Flavour flavour) {
    return OutputNames.log(output, flavour, among);
  }

  /**
   * Refuses a user whom a base does not know, before anything is compiled.
   *
   * @throws io.github.weepython.maven.spec.SpecException naming the user
   */
  static void checkUser(ImageSpec spec, Layer base) {
    user(spec, List.of(base));
  }

  private static Optional<String> user(ImageSpec spec, List<Layer> layers) {
    return spec.config().user().map(name -> ImageUser.numeric(name, layers));
  }
}
