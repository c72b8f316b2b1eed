package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.pipeline.RunService;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Mount;
import io.github.weepython.maven.spec.RunOptions;
import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.util.cli.CommandLineUtils;
import org.jspecify.annotations.Nullable;

/** How an image is run on this machine. */
abstract class AbstractRunMojo extends AbstractImageMojo {
  private static final RunElement NOTHING = new RunElement();

  /**
   * How the image is run here: {@code <env>}, variables added to the image's own (written as the
   * image's are); {@code <entrypoint>} and {@code <args>}, words instead of the image's own; {@code
   * <mounts>}, each a folder of the project and its place in the image, such as {@code
   * src/main/python:/app}.
   */
  @Parameter private @Nullable RunElement run;

  /** Variables, such as {@code A=b,C=d}, added to those of {@code <run>} or replacing them. */
  @Parameter(property = "wee.run.env")
  private @Nullable String runEnv;

  /** Words instead of the image's entrypoint, separated by spaces; quotes group words. */
  @Parameter(property = "wee.run.entrypoint")
  private @Nullable String runEntrypoint;

  /** Words instead of the image's command, separated by spaces; quotes group words. */
  @Parameter(property = "wee.run.args")
  private @Nullable String runArgs;

  /**
   * Mounts such as {@code src/main/python:/app}, separated by commas; instead of those of {@code
   * <run>}.
   */
  @Parameter(property = "wee.run.mounts")
  private @Nullable String runMounts;

  /** Whether the image's own files can't be changed, as with {@code docker run --read-only}. */
  @Parameter(property = "wee.run.readOnly", defaultValue = "false")
  private boolean runReadOnly;

  /** The tag of the image to run, if the build makes several; by default the first. */
  @Parameter(property = "wee.run.image")
  private @Nullable String runImage;

  @Override
  boolean installsWheels() {
    return true;
  }

  @Override
  boolean skipThis() {
    return false;
  }

  abstract boolean shell();

  /** Refused before anything is built. */
  @Override
  final void run() {
    RunOptions options = options();
    List<ImageSpec> specs = specs();
    List<BuiltImage> images =
        SessionImages.recall(context(), output()).orElseGet(() -> build(specs));
    new RunService(environment(), progress(), InstantSource.system())
        .run(specs, images, ParameterParser.text(runImage), here(), options);
  }

  /** What the pom and the command line say of the run. */
  final RunOptions options() {
    RunElement element = run == null ? NOTHING : run;
    Path folder = ProjectFolder.of(session().getCurrentProject());
    return new RunOptions(
        env(element.env()),
        runEntrypoint == null ? element.entrypoint() : words("entrypoint", runEntrypoint),
        runArgs == null ? element.args() : words("args", runArgs),
        (runMounts == null ? element.mounts() : Arrays.asList(runMounts.split(",", -1)))
            .stream().map(text -> Mount.parse(text.strip(), folder)).toList(),
        runReadOnly,
        shell());
  }

  private Map<String, String> env(@Nullable PlexusConfiguration written) {
    Map<String, String> all = new HashMap<>();
    if (System.getenv("TERM") != null) {
      all.put("TERM", System.getenv("TERM"));
    }
    all.putAll(
        new NamedValues("<env> of <run>", "wee.run.env", "variable")
            .values(written, runEnv == null ? "" : runEnv, this::filled));
    return all;
  }

  private static List<String> words(String name, String text) {
    try {
      return List.of(CommandLineUtils.translateCommandline(text));
    } catch (Exception e) {
      throw new SpecException(
          "-Dwee.run.%s is '%s': it has a quote that is not closed.".formatted(name, text), e);
    }
  }
}
