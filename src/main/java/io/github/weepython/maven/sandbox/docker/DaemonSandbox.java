package io.github.weepython.maven.sandbox.docker;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.ImageProgram;
import io.github.weepython.maven.sandbox.ProgramStreams;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.JobFiles;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.function.Consumer;

/**
 * A container of a daemon, here or on another machine: the root is an image of it, files go in and
 * come out as streams, and there is no network.
 */
final class DaemonSandbox implements Sandbox {
  private final Daemon daemon;
  private final CompilerSettings.Limits limits;
  private final Progress progress;

  DaemonSandbox(Daemon daemon, CompilerSettings.Limits limits, Progress progress) {
    this.daemon = daemon;
    this.limits = limits;
    this.progress = progress;
  }

  @Override
  public int run(Job job, Consumer<String> lines) throws IOException, InterruptedException {
    try {
      return runHere(job, lines);
    } catch (InterruptedIOException e) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while a job ran on " + daemon);
    } catch (WeeException | UncheckedIOException | FileSystemException e) {
      throw e; // The latter two are of this machine's files, or of who hears the lines.
    } catch (RuntimeException | IOException e) {
      if (e instanceof IOException here && Causes.isDiskFull(here)) {
        throw here;
      }
      throw new SandboxException(
          "The daemon at %s failed in the middle of the job: %s. Nothing of the job is kept; check that the daemon runs, has room on its disk and can be reached, then run Maven again."
              .formatted(daemon, Causes.innermost(e)),
          e);
    }
  }

  private int runHere(Job job, Consumer<String> lines) throws IOException, InterruptedException {
    if (job.own().isEmpty()) {
      return runOn(BuildRootImage.of(job.root()), job, lines);
    }
    BuildRootImage image = BuildRootImage.withTimes(job.own().get());
    try {
      return runOn(image, job, lines);
    } finally {
      image.remove(daemon); // Nobody has the like of it again.
    }
  }

  private int runOn(BuildRootImage image, Job job, Consumer<String> lines)
      throws IOException, InterruptedException {
    image.ensure(daemon, progress);
    try (JobContainer container =
        JobContainer.create(daemon, image, job, limits, OwnerProcess.self().labels())) {
      return runIn(container, job, lines);
    }
  }

  private static int runIn(JobContainer container, Job job, Consumer<String> lines)
      throws IOException, InterruptedException {
    try {
      container.put(JobFiles.inputs(job));
      int status = container.run(lines);
      if (status == 0) {
        JobFiles.fetchAll(container, job);
      }
      return status;
    } catch (WeeException | InterruptedIOException e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      container.refuseIfRemoved(e);
      throw e;
    }
  }

  @Override
  public int run(ImageProgram program, ProgramStreams streams)
      throws IOException, InterruptedException {
    ProgramContainer.check(program, daemon);
    BuildRootImage image = BuildRootImage.ofImage(program.files().tree());
    try {
      image.ensure(daemon, progress);
      return ProgramContainer.run(daemon, image, program, streams);
    } catch (WeeException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SandboxException(
          "The daemon at %s failed while the image's program ran: %s. Check that it runs and can be reached, then try again."
              .formatted(daemon, Causes.innermost(e)),
          e);
    } finally {
      image.remove(daemon);
    }
  }

  @Override
  public int processors(int here) {
    int all = daemon.processors().orElse(here);
    return limits.cpus() > 0 ? Math.min(all, Math.max(1, (int) Math.ceil(limits.cpus()))) : all;
  }

  @Override
  public String toString() {
    return daemon.version() + " at " + daemon;
  }
}
