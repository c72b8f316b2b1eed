package io.github.weepython.maven.spec;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Specs for tests: the defaults of a pom that names nothing but a Python, and what differs. */
public final class Specs {
  /** What a pom says that wants nothing in the image's config. */
  public static final ImageSpec.UserConfig PLAIN_CONFIG =
      new ImageSpec.UserConfig(
          Map.of(),
          Map.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of(),
          RuntimeConfig.NONE,
          Map.of());

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private Specs() {}

  /** Flavour wee of Python 3.13.5 on trixie for amd64. */
  public static ImageSpec amd64(Base base, ImageSpec.UserConfig config) {
    return of(
        PythonVersion.parse("3.13.5"),
        List.of(Flavour.WEE),
        List.of(base),
        Suite.parse("trixie"),
        Platform.parse("linux/amd64"),
        Tags.DEFAULT,
        PackageSelection.NONE,
        config,
        CREATED);
  }

  /** Flavour wee for the machine that the test runs on, with both bases. */
  public static ImageSpec here(String python, Suite suite, PackageSelection extras) {
    return of(
        PythonVersion.parse(python),
        List.of(Flavour.WEE),
        List.of(Base.values()),
        suite,
        Platform.host(System.getProperty("os.arch")),
        Tags.DEFAULT,
        extras,
        PLAIN_CONFIG,
        CREATED);
  }

  /** Python 3.13.5 with these images and tags. */
  public static ImageSpec tagged(List<Flavour> flavours, List<Base> bases, Tags tags) {
    PythonVersion python = PythonVersion.parse("3.13.5");
    return of(
        python,
        flavours,
        bases,
        Suite.forPython(python),
        Platform.parse("linux/amd64"),
        tags,
        PackageSelection.NONE,
        PLAIN_CONFIG,
        CREATED);
  }

  /** Flavour wee of another Python with these tags. */
  public static ImageSpec tagged(String version, Tags tags) {
    PythonVersion python = PythonVersion.parse(version);
    return of(
        python,
        List.of(Flavour.WEE),
        List.of(Base.DISTROLESS),
        Suite.forPython(python),
        Platform.parse("linux/amd64"),
        tags,
        PackageSelection.NONE,
        PLAIN_CONFIG,
        CREATED);
  }

  /** Flavour wee of Python 3.13.5 in an image of that time. */
  public static ImageSpec at(Instant created) {
    PythonVersion python = PythonVersion.parse("3.13.5");
    return of(
        python,
        List.of(Flavour.WEE),
        List.of(Base.DISTROLESS),
        Suite.forPython(python),
        Platform.parse("linux/amd64"),
        Tags.DEFAULT,
        PackageSelection.NONE,
        PLAIN_CONFIG,
        created);
  }

  /** Flavour wee of that Python without the global interpreter lock. */
  public static ImageSpec freeThreaded(String version) {
    return freeThreaded(tagged(version, Tags.DEFAULT));
  }

  /** The same without the global interpreter lock. */
  public static ImageSpec freeThreaded(ImageSpec spec) {
    return optimized(
        spec, new Optimization(true, false, false, true, Optional.empty(), Optional.empty()));
  }

  /** The same, compiled another way. */
  public static ImageSpec optimized(ImageSpec spec, Optimization optimization) {
    return with(spec, parts -> parts.optimization = optimization);
  }

  /** The same from another source. */
  public static ImageSpec from(ImageSpec spec, ImageSpec.UserSource source) {
    return with(spec, parts -> parts.source = source);
  }

  /** The same with wheels of a folder and of Maven, as a layout has them. */
  public static ImageSpec site(ImageSpec spec, Path wheels, SiteLayout layout) {
    Contents some = spec.contents();
    return holding(
        spec,
        new Contents(
            some.pip(),
            some.stdlib(),
            Optional.of(new Site(Optional.of(wheels), Optional.empty(), Optional.empty())),
            layout,
            some.files(),
            some.compression(),
            some.maxSize(),
            some.optionalLibraries()));
  }

  /** The same without pip, with a site in a layer of its own. */
  public static ImageSpec application(ImageSpec spec, Site site) {
    return holding(
        spec,
        new Contents(
            false,
            Stdlib.SOURCE_PYC,
            Optional.of(site),
            SiteLayout.DEFAULT,
            List.of(),
            Compression.FAST,
            Optional.empty(),
            OptionalLibraries.NONE));
  }

  /** The same with other contents. */
  public static ImageSpec holding(ImageSpec spec, Contents contents) {
    return with(spec, parts -> parts.contents = contents);
  }

  /** The same with images beside each one. */
  public static ImageSpec withVariants(ImageSpec spec, Variant... variants) {
    Contents plain = spec.contents();
    return holding(
        spec,
        new Contents(
            plain.pip(),
            plain.stdlib(),
            plain.site(),
            plain.layout(),
            plain.files(),
            plain.compression(),
            plain.maxSize(),
            plain.optionalLibraries(),
            List.of(variants)));
  }

  /** The same with what the user knows of vulnerabilities. */
  public static ImageSpec knowing(ImageSpec spec, VexSources vex) {
    return with(spec, parts -> parts.vex = vex);
  }

  /** The same with another name and these bases. */
  public static ImageSpec named(ImageSpec spec, ImageName name, List<Base> bases) {
    return with(
        spec,
        parts -> {
          parts.image = name;
          parts.bases = bases;
        });
  }

  /** The same for another platform. */
  public static ImageSpec on(ImageSpec spec, Platform platform) {
    return with(spec, parts -> parts.platform = platform);
  }

  /** The same without Debian's security patches. */
  public static ImageSpec unpatched(ImageSpec spec) {
    SourceBuildOptions recipe =
        new SourceBuildOptions(
            SourceBuildOptions.Security.NONE,
            spec.recipe().patches(),
            spec.recipe().options(),
            spec.recipe().symbols());
    return with(spec, parts -> parts.recipe = recipe);
  }

  private static ImageSpec of(
      PythonVersion python,
      List<Flavour> flavours,
      List<Base> bases,
      Suite suite,
      Platform platform,
      Tags tags,
      PackageSelection extras,
      ImageSpec.UserConfig config,
      Instant created) {
    return new ImageSpec(
        python,
        ImageName.parse("example.com/team/python"),
        flavours,
        bases,
        suite,
        platform,
        tags,
        Optimization.DEFAULT,
        SourceBuildOptions.DEFAULT,
        Contents.DEFAULT,
        extras,
        config,
        new ImageSpec.UserSource(Optional.empty(), Optional.empty(), false),
        VexSources.NONE,
        created);
  }

  /** The same with these variables in its config. */
  public static ImageSpec configured(ImageSpec spec, Map<String, String> env) {
    ImageSpec.UserConfig plain = PLAIN_CONFIG;
    return with(
        spec,
        parts ->
            parts.config =
                new ImageSpec.UserConfig(
                    plain.labels(),
                    env,
                    plain.user(),
                    plain.entrypoint(),
                    plain.cmd(),
                    plain.workdir(),
                    plain.ports(),
                    plain.runtime(),
                    plain.annotations()));
  }

  private static ImageSpec with(ImageSpec spec, Consumer<Parts> change) {
    Parts parts = new Parts(spec);
    change.accept(parts);
    return new ImageSpec(
        spec.python(),
        parts.image,
        spec.flavours(),
        parts.bases,
        spec.suite(),
        parts.platform,
        spec.tags(),
        parts.optimization,
        parts.recipe,
        parts.contents,
        spec.extras(),
        parts.config,
        parts.source,
        parts.vex,
        spec.created());
  }

  /** What tests change of a spec. */
  private static final class Parts {
    ImageName image;
    ImageSpec.UserConfig config;
    List<Base> bases;
    Platform platform;
    Optimization optimization;
    SourceBuildOptions recipe;
    Contents contents;
    ImageSpec.UserSource source;
    VexSources vex;

    Parts(ImageSpec spec) {
      config = spec.config();
      this.image = spec.image();
      this.bases = spec.bases();
      this.platform = spec.platform();
      this.optimization = spec.optimization();
      this.recipe = spec.recipe();
      this.contents = spec.contents();
      this.source = spec.source();
      this.vex = spec.vex();
    }
  }
}
