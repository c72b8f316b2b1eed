package io.github.weepython.maven.spec;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param recipe what its source is patched with, and what else its build gets
 * @param contents what is in the image beside the interpreter
 * @param extras what else of Debian is in it, and what is not left out
 * @param config what the user wants in the image's config
 * @param vex what the user knows of its vulnerabilities
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
    SourceBuildOptions recipe,
    Contents contents,
    PackageSelection extras,
    UserConfig config,
    UserSource source,
    VexSources vex,
    Instant created) {
  public ImageSpec {
    flavours = List.copyOf(flavours);
    bases = List.copyOf(bases);
    if (flavours.isEmpty() || bases.isEmpty()) {
      throw new SpecException("Set at least one <flavour> and one <base>.");
    }
    flavours.forEach(flavour -> flavour.check(python));
    optimization.check(platform);
    optimization.check(python);
    recipe.symbols().check(flavours);
    config.runtime().check(bases);
    for (Variant variant : contents.variants()) {
      variant.check(bases, flavours, contents.pip());
    }
    List<String> all = new ArrayList<>();
    for (Flavour flavour : flavours) {
      for (Base base : bases) {
        List<String> own = tagsOf(python, flavours, bases, optimization, tags, flavour, base);
        all.addAll(own);
        variants(contents, base).forEach(variant -> all.addAll(Tags.of(variant, own)));
      }
    }
    requireDistinct(all.stream());
  }

  /**
   * Refuses Pythons of one build whose images would have the same tag.
   *
   * @param specs one for each Python
   * @throws SpecException naming the tag
   */
  public static void checkTags(List<ImageSpec> specs) {
    requireDistinct(specs.stream().flatMap(ImageSpec::allTags));
  }

  private Stream<String> allTags() {
    return flavours.stream()
        .flatMap(
            flavour ->
                bases.stream()
                    .flatMap(
                        base ->
                            Stream.concat(
                                tagsOf(flavour, base).stream(),
                                variants(base).stream()
                                    .flatMap(variant -> tagsOf(flavour, base, variant).stream()))));
  }

  private static void requireDistinct(Stream<String> tags) {
    Set<String> all = new HashSet<>();
    tags.forEach(
        tag -> {
          if (!all.add(tag)) {
            throw new SpecException(
                "<tags> would give two images of this build the tag '"
                    + tag
                    + "'. Have it name ${flavour}, ${base} where there are several bases, and"
                    + " ${python} where there are several Pythons, or build one image at a time.");
          }
        });
  }

  /** The same for another platform. */
  public ImageSpec on(Platform other) {
    return with(python, flavours, other, optimization, recipe);
  }

  /** The same of another release, on the same suite. */
  public ImageSpec ofRelease(PythonVersion other) {
    return with(other, flavours, platform, optimization, recipe);
  }

  /** An interpreter of the same source that only helps to build: plain, for that machine. */
  public ImageSpec helper(Platform machine) {
    return with(
        python,
        List.of(Flavour.WEE),
        machine,
        Optimization.DEFAULT,
        new SourceBuildOptions(
            recipe.security(), recipe.patches(), BuildOptions.NONE, DebugSymbols.NONE));
  }

  private ImageSpec with(
      PythonVersion python,
      List<Flavour> flavours,
      Platform platform,
      Optimization optimization,
      SourceBuildOptions recipe) {
    return new ImageSpec(
        python,
        image,
        flavours,
        bases,
        suite,
        platform,
        tags,
        optimization,
        recipe,
        contents,
        extras,
        config,
        source,
        vex,
        created);
  }

  /** The release as tags name it, {@code t} for free-threaded: {@code 3.13.5}, {@code 3.14.7t}. */
  public String pythonTag() {
    return python + optimization.abiThread();
  }

  /** The series as CPython's own files name it: {@code 3.13}, or {@code 3.14t}. */
  public String abiSeries() {
    return python.majorMinor() + optimization.abiThread();
  }

  /** The tags of one image: the user's, else {@code 3.13.5-wee}, with the base where it varies. */
  public List<String> tagsOf(Flavour flavour, Base base) {
    return tagsOf(python, flavours, bases, optimization, tags, flavour, base);
  }

  /** The tags of a variant: those of its image with the variant at the end. */
  public List<String> tagsOf(Flavour flavour, Base base, Variant variant) {
    return Tags.of(variant, tagsOf(flavour, base));
  }

  /** The variants that there are of the images of that base. */
  public List<Variant> variants(Base base) {
    return variants(contents, base);
  }

  private static List<Variant> variants(Contents contents, Base base) {
    return contents.variants().stream().filter(variant -> variant.isOf(base)).toList();
  }

  private static List<String> tagsOf(
      PythonVersion python,
      List<Flavour> flavours,
      List<Base> bases,
      Optimization optimization,
      Tags tags,
      Flavour flavour,
      Base base) {
    String usual =
        python
            + optimization.abiThread()
            + "-"
            + flavour.id()
            + optimization.tag()
            + (bases.size() > 1 ? "-" + base.id() : "");
    Map<String, String> values =
        Map.of(
            "python",
            python + optimization.abiThread(),
            "pythonMajorMinor",
            python.majorMinor() + optimization.abiThread(),
            "flavour",
            flavour.id(),
            "base",
            base.id());
    boolean first = flavour.equals(flavours.get(0)) && base.equals(bases.get(0));
    return tags.of(usual, values, first);
  }

  /**
   * The user's wishes for the image's config; what is empty keeps wee's default.
   *
   * @param labels added to wee's own
   * @param env added to wee's own
   * @param runtime what a daemon does with a container
   * @param annotations of manifest and index, added to the labels, which stand there too
   */
  public record UserConfig(
      Map<String, String> labels,
      Map<String, String> env,
      Optional<String> user,
      List<String> entrypoint,
      List<String> cmd,
      Optional<String> workdir,
      List<String> ports,
      RuntimeConfig runtime,
      Map<String, String> annotations) {
    public UserConfig {
      labels = Map.copyOf(labels);
      env = Map.copyOf(env);
      entrypoint = List.copyOf(entrypoint);
      cmd = List.copyOf(cmd);
      ports = RuntimeConfig.ports(List.copyOf(ports));
      annotations = Map.copyOf(annotations);
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
