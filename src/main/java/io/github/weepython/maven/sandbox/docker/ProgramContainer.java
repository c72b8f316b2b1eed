package io.github.weepython.maven.sandbox.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.StreamType;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.sandbox.ImageProgram;
import io.github.weepython.maven.sandbox.ProgramStreams;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.LineSplitter;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A program of an image in a container of a daemon. */
final class ProgramContainer {
  private static final int GRACE_SECONDS = 10;

  private ProgramContainer() {}

  /**
   * Refuses what a daemon can't do, before it is sent anything.
   *
   * @throws SandboxException for a terminal, and for mounts where it does not see this machine's
   *     files
   */
  static void check(ImageProgram program, Daemon daemon) {
    if (program.terminal()) {
      throw new SandboxException(
          "wee:shell has a terminal only in namespaces of this machine. With the daemon at %s: mvn package -Dwee.load, then docker run --rm -it --entrypoint %s and the image's name."
              .formatted(daemon, program.start().command().get(0)));
    }
    if (!program.files().mounts().isEmpty() && !daemon.isHere()) {
      throw new SandboxException(
          "The daemon at %s does not see the folders of <mounts> or -Dwee.run.mounts. Use one of this machine, or leave them out."
              .formatted(daemon));
    }
  }

  /** Runs it to its end. */
  static int run(Daemon daemon, BuildRootImage image, ImageProgram program, ProgramStreams streams)
      throws InterruptedException {
    try (JobContainer container =
        JobContainer.create(
            daemon,
            image,
            OwnerProcess.self().labels(),
            GRACE_SECONDS,
            command -> settings(command, program))) {
      return run(container, streams);
    }
  }

  private static int run(JobContainer container, ProgramStreams streams)
      throws InterruptedException {
    try {
      if (streams.lines().isEmpty()) {
        return container.runFrames(
            frame ->
                ProgramStreams.write(
                    frame.getStreamType() == StreamType.STDERR, frame.getPayload()));
      }
      LineSplitter lines = new LineSplitter(streams.lines().get());
      int status = container.runFrames(lines::hear);
      lines.end();
      return status;
    } catch (NotFoundException e) {
      container.refuseIfRemoved(e);
      throw e;
    }
  }

  private static void settings(CreateContainerCmd command, ImageProgram program) {
    command
        .withEntrypoint(program.start().command())
        .withEnv(JobContainer.variables(program.start().environment()))
        .withUser(program.start().user().toString())
        .withWorkingDir(program.start().directory())
        .withStopSignal(program.stopSignal())
        .withHostConfig(host(program));
  }

  static HostConfig host(ImageProgram program) {
    Map<String, String> volumes =
        program.files().volumes().stream().collect(Collectors.toMap(at -> at, at -> "mode=1777"));
    // No Bind, which joins its parts by colons: a path may have one.
    List<Mount> mounts =
        program.files().mounts().entrySet().stream()
            .map(
                each ->
                    new Mount()
                        .withType(MountType.BIND)
                        .withSource(each.getValue().toString())
                        .withTarget(each.getKey()))
            .toList();
    return HostConfig.newHostConfig()
        .withNetworkMode(program.network() == ImageProgram.Network.HOST ? "host" : "none")
        .withReadonlyRootfs(program.files().readOnly())
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withTmpFs(volumes)
        .withMounts(mounts)
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
  }
}
