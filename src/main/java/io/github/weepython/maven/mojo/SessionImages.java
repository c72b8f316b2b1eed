package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/** Images as later goals and plugins of the same Maven run see them. */
final class SessionImages {
  private SessionImages() {}

  /**
   * Hands images on to this plugin's later goals of the same project.
   *
   * @param context of the plugin and project, as Maven keeps it
   */
  static void remember(Map<Object, Object> context, Path output, List<BuiltImage> images) {
    context.put(key(output), List.copyOf(images));
  }

  /** What an earlier goal of this run built into that folder. */
  @SuppressWarnings("unchecked")
  static Optional<List<BuiltImage>> recall(Map<Object, Object> context, Path output) {
    return Optional.ofNullable((List<BuiltImage>) context.get(key(output)));
  }

  private static String key(Path output) {
    return "wee.images of " + output.toAbsolutePath().normalize();
  }

  /**
   * What a goal is asked to build; the same again is equal.
   *
   * @param specs one for each Python
   */
  record Build(List<ImageSpec> specs, Platforms platforms) {
    Build {
      specs = List.copyOf(specs);
    }

    /** The first tag of each image. */
    private String images() {
      return specs.stream()
          .flatMap(spec -> spec.flavours().stream().flatMap(flavour -> images(spec, flavour)))
          .collect(Collectors.joining(", "));
    }

    private static Stream<String> images(ImageSpec spec, Flavour flavour) {
      return spec.bases().stream()
          .map(base -> spec.image() + ":" + spec.tagsOf(flavour, base).get(0));
    }
  }

  /** Notes what was built into that folder. */
  static void built(Map<Object, Object> context, Path output, Build build) {
    context.put(buildKey(output), build);
  }

  /**
   * Refuses a build that would replace the images of another one of this Maven run, of which later
   * goals would know nothing then.
   *
   * @throws SpecException naming the images of both
   */
  static void refuseOther(Map<Object, Object> context, Path output, Build build) {
    if (context.get(buildKey(output)) instanceof Build earlier && !earlier.equals(build)) {
      throw new SpecException(
          ("%s has the images of another <execution> of wee:build in this Maven run (%s), which"
                  + " those of this one (%s) would replace. Set an <output> of its own in one of"
                  + " the two, for example ${project.build.directory}/other.")
              .formatted(output, earlier.images(), build.images()));
    }
  }

  private static String buildKey(Path output) {
    return "wee.build of " + output.toAbsolutePath().normalize();
  }

  /**
   * Sets {@code wee.digest} and {@code wee.reference} to the first image's, and the same names with
   * {@code .flavour} and {@code .flavour.base} to each one's; also with the version before those,
   * such as {@code wee.digest.3.14.7.wee}, by which several Pythons are told apart. A variant has
   * its own at the end: {@code wee.reference.dev}.
   */
  static void publish(MavenProject project, List<BuiltImage> images) {
    Properties properties = project.getProperties();
    for (int i = images.size() - 1; i >= 0; i--) {
      BuiltImage each = images.get(i);
      String variant = each.variant().map(it -> "." + it.id()).orElse("");
      String flavour = "." + each.flavour().id();
      for (String suffix : List.of("", flavour, flavour + "." + each.base().id())) {
        for (String python : List.of("", "." + each.python())) {
          properties.setProperty("wee.digest" + python + suffix + variant, each.digest().oci());
          properties.setProperty("wee.reference" + python + suffix + variant, each.reference());
        }
      }
    }
  }

  /** The file that names the build's images. */
  static File coordinates(Path output) {
    return output.resolve(io.github.weepython.maven.output.BuiltImages.FILE).toFile();
  }
}
