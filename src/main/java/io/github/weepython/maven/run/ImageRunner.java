package io.github.weepython.maven.run;

import io.github.weepython.maven.image.ContainerConfig;
import io.github.weepython.maven.image.ImageRoot;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.ImageProgram;
import io.github.weepython.maven.sandbox.ProgramStreams;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.spec.Mount;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.RunOptions;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Unpacks an image that was built, and runs it with the streams and the network of this machine.
 */
public final class ImageRunner {
  /** The better one first. */
  private static final List<String> SHELLS = List.of("/bin/bash", "/bin/sh");

  private final Store store;
  private final BuildRoots roots;
  private final SandboxSelector sandboxes;
  private final Progress progress;

  public ImageRunner(Store store, BuildRoots roots, SandboxSelector sandboxes, Progress progress) {
    this.store = store;
    this.roots = roots;
    this.sandboxes = sandboxes;
    this.progress = progress;
  }

  /**
   * Runs the image to its end.
   *
   * @param lock of the build root, which has the sandbox's tools
   * @param platform this machine's
   * @return the exit status
   * @throws RunException when the image has no such program, or no shell where one is asked for
   */
  public int run(Lock lock, BuiltImage image, Platform platform, RunOptions options) {
    sandboxes.require();
    Path buildRoot = roots.directory(lock);
    return store.scratch(
        scratch -> {
          Sandbox sandbox = sandboxes.choose(buildRoot);
          ImageRoot root = unpack(image, platform, scratch);
          ImageProgram program = program(buildRoot, root, image, options);
          ProgramLookup.of(root.files(), program).require(image.reference());
          return run(sandbox, program);
        });
  }

  private static ImageRoot unpack(BuiltImage image, Platform platform, Path scratch)
      throws IOException {
    IndexWriter.Member member = IndexWriter.member(image, Optional.of(platform));
    return ImageRoot.unpack(
        OciLayoutReader.read(member.folder().resolve("oci"), member.digest()),
        Files.createDirectory(scratch.resolve("root")));
  }

  private int run(Sandbox sandbox, ImageProgram program) throws IOException {
    progress.info(
        "Running %s as %s; its ports are this machine's own.%s"
            .formatted(
                String.join(" ", program.start().command()),
                program.start().user(),
                program.terminal() ? "" : " Ctrl-C ends it."));
    try {
      return sandbox.run(program, ProgramStreams.INHERITED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("Running the image was interrupted.", e);
    }
  }

  private static ImageProgram program(
      Path buildRoot, ImageRoot root, BuiltImage image, RunOptions options) {
    ContainerConfig config = root.config();
    Map<String, String> environment = new HashMap<>(config.environment());
    environment.putIfAbsent("HOME", "/");
    environment.putAll(options.env());
    Map<String, Path> mounts = new HashMap<>();
    for (Mount mount : options.mounts()) {
      mounts.put(mount.to(), mount.from());
    }
    return new ImageProgram(
        buildRoot,
        new ImageProgram.RootFiles(
            root.path(), root.files(), mounts, config.volumes(), options.readOnly()),
        new ImageProgram.Start(
            ImageProgram.User.parse(config.user()),
            config.workdir(),
            environment,
            command(root, image, options)),
        ImageProgram.Network.HOST,
        options.shell(),
        config.stopSignal().orElse("SIGTERM"));
  }

  private static List<String> command(ImageRoot root, BuiltImage image, RunOptions options) {
    if (options.shell()) {
      return List.of(shell(root, image));
    }
    if (!options.entrypoint().isEmpty()) {
      List<String> all = new ArrayList<>(options.entrypoint());
      all.addAll(options.args());
      return all;
    }
    return root.config().command(options.args());
  }

  private static String shell(ImageRoot root, BuiltImage image) {
    return SHELLS.stream()
        .filter(each -> root.files().follow(each.substring(1)).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new RunException(
                    ("%s has no shell: base %s has none. Build it with <base>debian</base>"
                            + " or -Dwee.base=debian for one, or use Python's prompt: mvn wee:run"
                            + " -Dwee.run.entrypoint=python3")
                        .formatted(image.reference(), image.base().id())));
  }
}
