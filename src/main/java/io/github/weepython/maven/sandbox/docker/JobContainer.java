package io.github.weepython.maven.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.WaitResponse;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.daemon.ResponseCallback;
import io.github.weepython.maven.daemon.StallDetector;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.CleanupHook;
import io.github.weepython.maven.sandbox.remote.LineSplitter;
import io.github.weepython.maven.sandbox.remote.PipedTarInputStream;
import io.github.weepython.maven.sandbox.remote.RemoteJob;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One container for one job; it is gone when this is closed, or when Java ends by a signal. */
final class JobContainer implements RemoteJob {
  /** Said outright, since Podman refuses its own defaults where they are above the caller's. */
  private static final List<Ulimit> ULIMITS =
      List.of(new Ulimit("nofile", 4096L, 4096L), new Ulimit("nproc", 4096L, 4096L));

  private static final int KILLED = 137;

  /** How often a container that was killed is looked at for the reason, and how far apart. */
  private static final int LOOKS = 10;

  private static final long PAUSE_MILLIS = 200;

  private final Daemon daemon;
  private final DockerClient client;
  private final String id; // a name, which is known before the daemon says anything
  private final int graceSeconds;
  private final CleanupHook removal;

  private JobContainer(Daemon daemon, String id, int graceSeconds) {
    this.daemon = daemon;
    this.graceSeconds = graceSeconds;
    this.client = daemon.client();
    this.id = id;
    // Before there is anything to remove: it may come about unheard of.
    this.removal = new CleanupHook("wee-container", this::end);
  }

  static JobContainer create(
      Daemon daemon,
      BuildRootImage image,
      Sandbox.Job job,
      CompilerSettings.Limits limits,
      Map<String, String> labels)
      throws InterruptedException {
    return create(
        daemon,
        image,
        labels,
        0,
        command ->
            command
                .withEntrypoint(job.command())
                .withEnv(environment(daemon, job))
                .withUser("0:0")
                .withHostName("wee")
                .withWorkingDir("/")
                .withHostConfig(host(daemon, limits)));
  }

  /**
   * A container of an image.
   *
   * @param graceSeconds how long it has to end by itself when Java ends
   * @param settings what is particular to it
   */
  static JobContainer create(
      Daemon daemon,
      BuildRootImage image,
      Map<String, String> labels,
      int graceSeconds,
      Consumer<CreateContainerCmd> settings)
      throws InterruptedException {
    JobContainer container = new JobContainer(daemon, "wee-" + UUID.randomUUID(), graceSeconds);
    try {
      CreateContainerCmd command =
          daemon
              .client()
              .createContainerCmd(image.name())
              .withName(container.id)
              .withPlatform(image.platform())
              .withLabels(labels)
              .withAttachStdout(true)
              .withAttachStderr(true);
      settings.accept(command);
      daemon.watch("create a container").await(command::exec);
      return container;
    } catch (RuntimeException | InterruptedException e) {
      container.close();
      throw e;
    }
  }

  /**
   * What a job has asked for, and no name of the machine beside it: a training would count it. By
   * Docker's API, a name without a value removes what the daemon adds; Podman takes it for one of
   * its own variables.
   */
  private static List<String> environment(Daemon daemon, Sandbox.Job job) {
    List<String> all = new ArrayList<>(variables(job.environment()));
    if (!daemon.isPodman() && !job.environment().containsKey("HOSTNAME")) {
      all.add("HOSTNAME");
    }
    return all;
  }

  /** As {@code NAME=value}. */
  static List<String> variables(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .sorted()
        .toList();
  }

  private static HostConfig host(Daemon daemon, CompilerSettings.Limits limits) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode("none")
            .withSecurityOpts(SecurityOptions.of(daemon))
            .withUlimits(ULIMITS)
            // The lines come by the attached stream; nothing of them fills the daemon's disk.
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
    if (limits.memory() > 0) {
      host.withMemory(limits.memory()).withMemorySwap(limits.memory());
    }
    if (limits.cpus() > 0) {
      host.withNanoCPUs(nanoCpus(limits.cpus(), daemon.processors()));
    }
    if (limits.pids() > 0) {
      host.withPidsLimit(limits.pids());
    }
    return host;
  }

  /** Docker refuses more than it has; in namespaces, too, a limit above all is none. */
  static long nanoCpus(double wanted, OptionalInt theirs) {
    return (long) (Math.min(wanted, theirs.orElse(Integer.MAX_VALUE)) * 1e9);
  }

  @Override
  public void put(FileTree files) throws IOException, InterruptedException {
    try (InputStream tar = PipedTarInputStream.of(files)) {
      daemon.copyTo(id, tar);
    }
  }

  @Override
  public InputStream get(String directory) {
    return daemon.copyFrom(id, directory);
  }

  /**
   * Runs the job to its end.
   *
   * @return its exit status
   * @throws SandboxException when it was killed or removed from outside
   */
  int run(Consumer<String> lines) throws InterruptedException {
    LineSplitter both = new LineSplitter(lines);
    int status = runFrames(both::hear);
    both.end();
    if (status != 0) {
      explain(status);
    }
    return status;
  }

  /**
   * Says so where a step failed since the container is there no more; it may go at any of them.
   *
   * @param failure what the step said
   * @throws SandboxException when it was removed from outside
   */
  void refuseIfRemoved(Exception failure) {
    try {
      daemon.isRunning(id);
    } catch (NotFoundException e) {
      throw new SandboxException(
          "The container %s was removed from outside while its job ran: by a person, or by a cleanup job on the machine of %s. Run Maven again."
              .formatted(id, daemon),
          failure);
    } catch (RuntimeException e) {
      failure.addSuppressed(e); // The daemon itself fails, of which the step has told.
    }
  }

  /** As {@link #run}, hearing of its output as it comes; a status is a status. */
  int runFrames(Consumer<Frame> frames) throws InterruptedException {
    ResponseCallback<Frame> output = new ResponseCallback<>(frames);
    client
        .attachContainerCmd(id)
        .withStdOut(true)
        .withStdErr(true)
        .withFollowStream(true)
        .exec(output);
    StallDetector listening = daemon.watch("listen to a container");
    while (!output.awaitStarted(listening.silence())) {
      listening.check();
    }
    daemon.watch("start a container").await(() -> client.startContainerCmd(id).exec());
    // A connection that was lost without a word, as routers lose them, has no end.
    boolean over = false;
    while (!over) {
      over = output.await(listening.silence()) || !daemon.isRunning(id);
    }
    output.close();
    AtomicInteger status = new AtomicInteger(-1);
    ResponseCallback<WaitResponse> end =
        new ResponseCallback<>(each -> status.set(each.getStatusCode()));
    client.waitContainerCmd(id).exec(end);
    while (!end.await(listening.silence())) {
      daemon.isRunning(id); // Throws when it does not answer.
    }
    return status.get();
  }

  private void explain(int status) throws InterruptedException {
    if (ranOutOfMemory(status)) {
      throw new SandboxException(
          "The container ran out of memory (status %d). Raise <compilerMemory> or -Dwee.compilerMemory, or give the daemon's machine more."
              .formatted(status));
    }
    if (status == KILLED || status < 0) {
      throw new SandboxException(
          "The container was killed from outside (status %d): by a person, by the machine for lack of memory, or because its daemon ended. Run Maven again; if memory is the reason, raise <compilerMemory> or -Dwee.compilerMemory."
              .formatted(status));
    }
  }

  /**
   * A daemon hears of that by another way than of the container's end, may hear it later, and where
   * the container ends at once may not hear it at all.
   */
  private boolean ranOutOfMemory(int status) throws InterruptedException {
    for (int look = 1; true; look++) {
      Boolean said = daemon.ask(client -> client.inspectContainerCmd(id)).getState().getOOMKilled();
      if (Boolean.TRUE.equals(said) || status != KILLED || look == LOOKS) {
        return Boolean.TRUE.equals(said);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  @Override
  public String toString() {
    return daemon.toString();
  }

  private void end() {
    try {
      if (graceSeconds > 0 && daemon.isRunning(id)) {
        client.stopContainerCmd(id).withTimeout(graceSeconds).exec();
      }
      daemon.remove(id);
    } catch (DockerException e) {
      // Gone already, or the daemon is: then the next run's sweep finds it.
    } catch (RuntimeException e) {
      // It is silent or the connection is lost: likewise.
    }
  }

  @Override
  public void close() {
    removal.close();
  }
}
