package io.github.weepython.maven.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a command on a build root, with nothing else of the host and no network. */
public interface Sandbox {
  /** Below it lie sources, which a job may change and nobody needs afterwards. */
  String LOST = "/usr/src/";

  /**
   * @param root the build root, read only
   * @param writable directories of the host by their place in the sandbox; what the job leaves
   *     below {@link #LOST} need not come back
   * @param readable files and directories of the host by their place in the sandbox
   * @param own a root file system that the job runs on instead of the build root, and may change.
   *     It is root there, and giving files to other users succeeds, without any effect that the
   *     caller may count on
   */
  record Job(
      Path root,
      Map<String, Path> writable,
      Map<String, Path> readable,
      Map<String, String> environment,
      List<String> command,
      Optional<Path> own) {
    /** A job on the build root itself. */
    public Job(
        Path root,
        Map<String, Path> writable,
        Map<String, Path> readable,
        Map<String, String> environment,
        List<String> command) {
      this(root, writable, readable, environment, command, Optional.empty());
    }

    public Job {
      writable = Map.copyOf(writable);
      readable = Map.copyOf(readable);
      environment = Map.copyOf(environment);
      command = List.copyOf(command);
    }
  }

  /**
   * Runs to the end. All of the job's processes end with this one.
   *
   * @param lines hears each line that the job prints
   * @return the exit status
   */
  int run(Job job, Consumer<String> lines) throws IOException, InterruptedException;

  /**
   * Runs a program of an image as a container engine does, to its end. All of its processes end
   * with this one, and when Java does.
   *
   * @param streams where its output goes
   * @return the exit status
   * @throws SandboxException where this sandbox runs no images
   */
  default int run(ImageProgram program, ProgramStreams streams)
      throws IOException, InterruptedException {
    throw new SandboxException(
        ("%s can't run programs of images; namespaces and a daemon of this machine can. Run"
                + " wee:doctor to see what is missing.")
            .formatted(this));
  }

  /**
   * How many processors a job has there.
   *
   * @param here how many this machine has
   */
  default int processors(int here) {
    return here;
  }
}
