package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.pipeline.PythonResolver;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.spec.Tags;
import io.github.weepython.maven.spec.VexSources;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** Which images are built, what they are called, and where they are kept. */
abstract class AbstractImageMojo extends AbstractContentsMojo {
  /**
   * The CPython release: in full, such as {@code 3.14.7}, or a series, such as {@code 3.14}, for
   * its newest release that is available and verified; several are separated by commas.
   */
  @Parameter(property = "wee.python")
  private @Nullable String python;

  /** Several Pythons in one build, each in all flavours and on all bases, which share the bases. */
  @Parameter(property = "wee.pythons")
  private @Nullable List<String> pythons;

  /** Whether a series, such as {@code 3.15}, may become an alpha, beta or release candidate. */
  @Parameter(property = "wee.preReleases", defaultValue = "false")
  private boolean preReleases;

  /**
   * The image's name without tag, such as {@code registry.example.com/team/python}; without a
   * registry it can't be pushed. By default {@code python}.
   */
  @Parameter(property = "wee.image")
  private @Nullable String image;

  /**
   * The platforms that the image runs on, such as {@code linux/amd64,linux/arm64}; by default this
   * machine's. The images of several platforms get an index.
   */
  @Parameter(property = "wee.platforms", defaultValue = "")
  private @Nullable String platforms;

  /**
   * The format of an index over several platforms: {@code oci}, or {@code docker} for Docker's
   * manifest list.
   */
  @Parameter(property = "wee.indexFormat", defaultValue = "oci")
  private String indexFormat;

  /**
   * {@code buildkit} puts SBOM and provenance into the image's index as well, unsigned and in
   * BuildKit's form, for Docker Scout; an image of one platform then gets an index too.
   */
  @Parameter(property = "wee.attestations", defaultValue = "")
  private @Nullable String attestations;

  /**
   * What lies under the interpreter: {@code distroless} (shared libraries and data, no shell) or
   * {@code debian} (with bash, apt and dpkg). Several are separated by commas; each gets an image.
   */
  @Parameter(property = "wee.base", defaultValue = "distroless")
  private String base;

  /** The Debian release; by default the one that fits the Python version. */
  @Parameter(property = "wee.suite")
  private @Nullable String suite;

  /**
   * Tags instead of {@code ${python}-${flavour}}: templates that may name {@code python}, {@code
   * pythonMajorMinor}, {@code flavour}, {@code base}, {@code project.version} and {@code
   * git.commit}.
   */
  @Parameter(property = "wee.tags")
  private @Nullable PlexusConfiguration tags;

  /** Whether the first image is tagged {@code latest} too; a snapshot never is. */
  @Parameter(property = "wee.latest", defaultValue = "false")
  private boolean latest;

  /** Appended to the default tag. */
  @Parameter(property = "wee.tagSuffix", defaultValue = "")
  private @Nullable String tagSuffix;

  /**
   * OpenVEX documents of your own: their statements become part of {@code vex.openvex.json} and of
   * the SBOM. About a vulnerability that they name, wee adds nothing of its own.
   */
  @Parameter(property = "wee.vex")
  private @Nullable List<File> vex;

  /**
   * A list of vulnerabilities and what carries them, one a line, such as {@code CVE-2024-1234
   * module idlelib}, {@code CVE-2024-1234 file /usr/bin/perl} or {@code CVE-2024-1234 package
   * perl-base}: an image that lacks it is said to be {@code not_affected}.
   */
  @Parameter(property = "wee.prunedVulnerabilities")
  private @Nullable File prunedVulnerabilities;

  /**
   * Debian's security tracker, a file or a URL with the JSON of {@code
   * https://security-tracker.debian.org/tracker/data/json}. With it, {@code build} says in the VEX
   * what is fixed in the packages' versions; {@code wee:audit} asks Debian's own by default.
   */
  @Parameter(property = "wee.securityTracker")
  private @Nullable String securityTracker;

  /** Where the image's files are written. */
  @Parameter(property = "wee.output", defaultValue = "${project.build.directory}/wee")
  private File output;

  /**
   * Whether {@code images.json} becomes an attached artifact of the project, with the classifier
   * {@code image}; that of a further build in another {@code <output>}, with {@code image-} and the
   * folder's name.
   */
  @Parameter(property = "wee.attach", defaultValue = "true")
  private boolean attach;

  @Inject private MavenProjectHelper projectHelper;

  /** Every time in the image (Maven's convention for reproducible builds). */
  @Parameter(defaultValue = "${project.build.outputTimestamp}")
  private @Nullable String outputTimestamp;

  /** What the build is asked for: a spec for each Python. */
  final List<ImageSpec> specs() {
    List<PythonRequest> requests = requests();
    compiling(); // Refused before anything else is done.
    return specsOf(
        new PythonResolver(environment(), progress(), InstantSource.system())
            .resolve(requests, userSource(), usesLock()));
  }

  /** Whether a series is the release that the lock file says. */
  boolean usesLock() {
    return true;
  }

  /**
   * The spec of the one Python.
   *
   * @throws SpecException when there are several
   */
  final ImageSpec spec() {
    List<PythonRequest> requests = requests();
    if (requests.size() > 1) {
      throw new SpecException(
          "This goal takes one Python at a time, but <pythons> or <python> says %s. Set -Dwee.python to one of them."
              .formatted(requests));
    }
    return specs().get(0);
  }

  /** The specs of images that were built. */
  final List<ImageSpec> specs(List<BuiltImage> images) {
    List<PythonRequest> requests = requests();
    images.forEach(image -> PythonParameters.check(requests, image, output));
    return specsOf(images.stream().map(BuiltImage::python).distinct().toList());
  }

  private List<PythonRequest> requests() {
    List<PythonRequest> requests =
        PythonParameters.requests(python, pythons, preReleases, SessionProperties.given(session()));
    if (requests.isEmpty()) {
      throw new SpecException(
          "No CPython version is given. Set <python> or -Dwee.python, for example to 3.13.5.");
    }
    return requests;
  }

  private List<ImageSpec> specsOf(List<PythonVersion> versions) {
    List<ImageSpec> specs = new ArrayList<>();
    for (PythonVersion version : versions) {
      specs.add(spec(version, tagSpec(latest && specs.isEmpty())));
    }
    ImageSpec.checkTags(specs);
    return specs;
  }

  private ImageSpec spec(PythonVersion version, Tags tags) {
    return new ImageSpec(
        version,
        ImageName.parse(image == null ? "python" : image.strip()),
        flavours(),
        ParameterParser.list(base).stream().map(Base::parse).toList(),
        suite == null ? Suite.forPython(version) : Suite.parse(suite),
        platforms().all().get(0),
        tags,
        optimization(),
        recipe(),
        contents(),
        extras(),
        userConfig(),
        userSource(),
        new VexSources(
            ParameterParser.elements("vex", vex).stream().map(this::inProject).toList(),
            Optional.ofNullable(prunedVulnerabilities).map(this::inProject),
            securityTracker()),
        ParameterParser.created(outputTimestamp));
  }

  Platforms platforms() {
    return Platforms.parse(platforms == null ? "" : platforms, indexFormat, here())
        .attesting(ParameterParser.text(attestations).orElse(""));
  }

  private Tags tagSpec(boolean latest) {
    return TagParameters.tags(
        tags,
        properties(),
        session().getCurrentProject(),
        tagSuffix == null ? "" : tagSuffix,
        latest);
  }

  final Optional<URI> securityTracker() {
    return ParameterParser.text(securityTracker)
        .map(text -> logins().strip("<securityTracker>", text))
        .map(text -> ParameterParser.location(text, this::inProject));
  }

  final Path output() {
    return inProject(output);
  }

  /** Builds, and lets later goals and plugins of this Maven run know of it. */
  List<BuiltImage> build(List<ImageSpec> specs) {
    Path folder = output();
    SessionImages.Build build = new SessionImages.Build(specs, platforms());
    SessionImages.refuseOther(context(), folder, build);
    List<BuiltImage> images = builds(progress()).build(specs, build.platforms(), folder);
    SessionImages.built(context(), folder, build);
    for (BuiltImage image : images) {
      getLog().info(image.reference());
      getLog().info("in " + image.folder());
    }
    handOn(folder, images);
    return images;
  }

  /** Whether an earlier Maven run left images, which this one's later goals know of now. */
  final boolean handOn() {
    Path folder = output();
    boolean there = SessionImages.coordinates(folder).isFile();
    if (there) {
      handOn(folder, BuiltImages.read(folder));
    }
    return there;
  }

  private void handOn(Path folder, List<BuiltImage> images) {
    SessionImages.remember(context(), folder, images);
    SessionImages.publish(session().getCurrentProject(), images);
    attach(folder);
  }

  /** Another module can depend on it by type {@code json} and classifier {@code image}. */
  private void attach(Path folder) {
    MavenProject project = session().getCurrentProject();
    if (attach && project.getFile() != null) {
      new Attachments(project, projectHelper)
          .attach(
              "json",
              List.of("image", "image-" + folder.getFileName()),
              SessionImages.coordinates(folder).toPath(),
              "Set <attach>false</attach> in one of the two executions, or give the folders of"
                  + " their <output> different names.");
    }
  }
}
