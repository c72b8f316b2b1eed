package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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
