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
   * @param layers all of it, bottom first
   */
  PlatformImage write(Flavour flavour, Base base, List<Layer> layers) {
    Map<String, String> labels = Metadata.labels(spec, flavour, base, patches);
    Map<String, String> annotations = Metadata.annotations(spec, labels);
    Image image =
        ImageAssembler.assemble(
            layers, Metadata.config(spec, labels, user(spec, layers)), annotations);
    List<String> tags = spec.tagsOf(flavour, base);
    Path folder = output.resolve(OutputNames.folder(spec, flavour, base, among));
    try {
      if (spec.contents().maxSize().isPresent()) {
        SizeLimitCheck.check(spec.contents().maxSize().get(), image, spec.image(), tags, folder);
      }
      ImageFolderWriter.write(image, spec.image(), tags, folder);
    } catch (IOException e) {
      throw OutputException.unwritten(folder, e);
    }
    return new PlatformImage(
        BuiltImage.of(spec, flavour, base, image, folder), image, spec, annotations);
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
