package io.github.weepython.maven.spec;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the user asked for, after defaults, validated.
 *
 * @param python the CPython release
 * @param image where it is pushed to
 * @param flavours at least one, in the user's order
 * @param bases at least one, in the user's order
 * @param suite the Debian release under it
 * @param platform what it runs on
 * @param tags what each image is called
 * @param optimization how its flavours are compiled
 * @param contents what is in the image beside the interpreter
 * @param extras what else of Debian is in it, and what is not left out
 * @param config what the user wants in the image's config
 * @param created every time in the image
 */
public record ImageSpec(
    PythonVersion python,
    ImageName image,
    List<Flavour> flavours,
    List<Base> bases,
    Suite suite,
    Platform platform,
    Tags tags,
    Optimization optimization,
    Contents contents,
    Extras extras,
    UserConfig config,
    UserSource source,
    Instant created) {
  public ImageSpec {
    flavours = List.copyOf(flavours);
    bases = List.copyOf(bases);
    if (flavours.isEmpty() || bases.isEmpty()) {
      throw new SpecException("At least one <flavour> and one <base> are wanted.");
    }
    if (!tags.own().isEmpty() && flavours.size() * bases.size() > 1) {
      throw new SpecException(
          "<tags> would give several images one tag: this build makes "
              + flavours.size() * bases.size()
              + ". Leave <tags> out, or build one flavour and base at a time.");
    }
    flavours.forEach(flavour -> flavour.check(python));
    optimization.check(platform);
    for (Flavour flavour : flavours) {
      for (Base base : bases) {
        tags.of(usualTag(python, flavour, optimization, base, bases.size()));
      }
    }
  }

  /** The tags of one image: the user's, else {@code 3.13.5-wee}, with the base where it varies. */
  public List<String> tagsOf(Flavour flavour, Base base) {
    return tags.of(usualTag(python, flavour, optimization, base, bases.size()));
  }

  private static String usualTag(
      PythonVersion python, Flavour flavour, Optimization optimization, Base base, int bases) {
    return python + "-" + flavour.id() + optimization.tag() + (bases > 1 ? "-" + base.id() : "");
  }

  /**
   * The user's wishes for the image's config; what is empty keeps wee's default.
   *
   * @param labels added to wee's own
   * @param env added to wee's own
   */
  public record UserConfig(
      Map<String, String> labels,
      Map<String, String> env,
      Optional<String> user,
      List<String> entrypoint,
      List<String> cmd,
      Optional<String> workdir,
      List<String> ports) {
    public UserConfig {
      labels = Map.copyOf(labels);
      env = Map.copyOf(env);
      entrypoint = List.copyOf(entrypoint);
      cmd = List.copyOf(cmd);
      ports = List.copyOf(ports);
    }
  }

  /**
   * Where the user wants the source tarball from.
   *
   * @param location file path or URL, where it is neither Debian's pool nor upstream's site
   * @param sha256 what its bytes must hash to
   * @param allowUnverified whether a source nobody signed may be built
   */
  public record UserSource(
      Optional<URI> location, Optional<String> sha256, boolean allowUnverified) {}
}
