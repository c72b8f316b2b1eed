package io.github.weepython.maven.output;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.publish.TestImages;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Tags;
import io.github.weepython.maven.spec.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images of two platforms, as a build leaves them. */
public record TestIndex(Image amd, Image arm) {
  public static final Platform AMD64 = Platform.parse("linux/amd64");
  public static final Platform ARM64 = Platform.parse("linux/arm64");

  /**
   * @param dir gets their layers
   */
  public static TestIndex make(Path dir) throws IOException {
    return new TestIndex(
        TestImages.image(Files.createDirectories(dir.resolve("amd"))),
        TestImages.arm(Files.createDirectories(dir.resolve("arm"))));
  }

  /** Writes one platform's image. */
  public static PlatformImage member(
      Image image, Platform platform, Base base, Optional<Variant> variant, Path folder)
      throws IOException {
    ImageSpec spec = Specs.tagged("3.13.5", Tags.DEFAULT).on(platform);
    BuiltImage built = BuiltImage.of(spec, Flavour.WEE, base, variant, image, folder);
    ImageFolderWriter.write(image, built.name(), built.tags(), folder);
    return new PlatformImage(built, image, spec, Map.of());
  }

  /** Writes both, and their index. */
  public BuiltImage write(Platforms.Index format, Base base, Optional<Variant> variant, Path folder)
      throws IOException {
    return IndexWriter.write(
        new Platforms(List.of(AMD64, ARM64), format),
        List.of(
            member(amd, AMD64, base, variant, folder.resolve(AMD64.id())),
            member(arm, ARM64, base, variant, folder.resolve(ARM64.id()))),
        folder);
  }

  /** What a list of images says of one that is nowhere. */
  public static BuiltImage listed(String python, String... platforms) {
    return new BuiltImage(
        BuiltImage.Kind.of(PythonVersion.parse(python), Flavour.WEE, Base.DISTROLESS),
        ImageName.parse("team/python"),
        List.of(python + "-wee"),
        Digest.of("digest"),
        Digest.of("id"),
        List.of(platforms),
        new BuiltImage.Sizes(1, 2),
        Path.of("wee"));
  }
}
