package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.interpreter.Toolchain;
import io.github.weepython.maven.layers.SiteLayers;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.site.ProjectFolder;
import io.github.weepython.maven.site.Wheel;
import io.github.weepython.maven.site.WheelBuilder;
import io.github.weepython.maven.site.WheelTarget;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a wheel of a project's own folder; the same sources give the same bytes. */
public final class ProjectWheelService {
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public ProjectWheelService(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Builds it, by the interpreter of an image and without network.
   *
   * @param folder of the project, with its pyproject.toml
   * @param tools folders of wheels that the build backend is taken from
   * @param buildLock a lock file (PEP 751) that names such wheels
   * @param output gets the wheel, in a folder {@code wheel}, and the log of a compile
   * @param kept wheels there that this Maven run made before; all others are removed
   * @return the wheel
   * @throws io.github.weepython.maven.site.SiteException when it can't be built, or is not pure
   */
  public Path build(
      ImageSpec spec,
      Path folder,
      List<Path> tools,
      Optional<Path> buildLock,
      Path output,
      Set<Path> kept) {
    ProjectFolder project = new ProjectFolder(folder, tools, buildLock);
    try (ToolchainResolver ways = new ToolchainResolver(environment, progress, clock)) {
      project.system(); // Refused before any long work.
      Toolchain here = ways.here();
      Pipeline pipeline = new Pipeline(environment, progress, clock, here);
      Lock lock = pipeline.lock(spec);
      WheelTarget target = SiteLayers.target(spec, lock);
      Sources sources = Sources.of(environment, progress, clock);
      List<Wheel.OnDisk> wheels = project.wheels(target, sources.fetcher());
      project.check(target, wheels);
      Path installed = pipeline.helper(spec, output);
      Path root =
          new BuildRoots(sources.store(), sources.fetcher(), progress).directory(lock.wheelRoot());
      return sources
          .store()
          .scratch(
              scratch ->
                  build(
                      project,
                      target,
                      new WheelBuilder.Tools(root, installed, wheels),
                      here.sandboxes().choose(root),
                      new WheelFolder(output.resolve("wheel"), kept),
                      scratch));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Python project whose wheel that is, in the one spelling of its name. */
  public static String project(Path wheel) {
    String name = String.valueOf(wheel.getFileName());
    return Wheel.parse(name).map(Wheel::project).orElse(name);
  }

  private Path build(
      ProjectFolder project,
      WheelTarget target,
      WheelBuilder.Tools tools,
      Sandbox sandbox,
      WheelFolder output,
      Path scratch)
      throws IOException {
    try (Progress.Step step = progress.step("Building a wheel of " + project.folder())) {
      Path tree = project.copy(scratch.resolve("sources"));
      Wheel.OnDisk built =
          new WheelBuilder(sandbox, Templates.text("site/build_wheel.py"), step::detail)
              .build(
                  new WheelBuilder.Sources(project.folder() + "", tree, project.system()),
                  tools,
                  target,
                  Files.createDirectory(scratch.resolve("build")));
      project.requirePure(built.wheel());
      return output.add(built);
    }
  }
}
