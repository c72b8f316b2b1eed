package io.github.weepython.maven.sandbox;

import io.github.weepython.maven.archive.FileTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program of an image.
 *
 * @param buildRoot where the sandbox's own tools are
 * @param network this machine's, or none but a loopback of its own
 * @param terminal whether it controls the terminal, as a shell does; else Ctrl-C and Maven's end
 *     reach it as the stop signal
 * @param stopSignal such as {@code SIGTERM}
 */
public record ImageProgram(
    Path buildRoot,
    RootFiles files,
    Start start,
    Network network,
    boolean terminal,
    String stopSignal) {
  /**
   * What it sees of files.
   *
   * @param root the image's unpacked files, a copy that the program may change; all is this user's
   * @param tree the same files with the image's owners and modes
   * @param mounts folders and files of this machine by their places, which it may change
   * @param volumes empty folders that it may write to
   * @param readOnly whether it may write nowhere else
   */
  public record RootFiles(
      Path root, FileTree tree, Map<String, Path> mounts, List<String> volumes, boolean readOnly) {
    public RootFiles {
      mounts = Map.copyOf(mounts);
      volumes = List.copyOf(volumes);
    }
  }

  /**
   * How it is started.
   *
   * @param user who it runs as
   * @param directory where it is started
   * @param environment all of its variables
   * @param command its words
   */
  public record Start(
      User user, String directory, Map<String, String> environment, List<String> command) {
    public Start {
      environment = Map.copyOf(environment);
      command = List.copyOf(command);
    }
  }

  /** Numbers of user and group. */
  public record User(int uid, int gid) {
    /**
     * @param text of a config, such as {@code 65532:65532} or {@code 65532}; empty for root
     * @throws SandboxException for names
     */
    public static User parse(String text) {
      if (!text.matches("(\\d{1,9}(:\\d{1,9})?)?")) {
        throw new SandboxException(
            "The image's user is '%s'; expected numbers such as 65532:65532.".formatted(text));
      }
      String[] parts = text.isEmpty() ? new String[] {"0"} : text.split(":");
      int uid = Integer.parseInt(parts[0]);
      return new User(uid, parts.length > 1 ? Integer.parseInt(parts[1]) : uid);
    }

    @Override
    public String toString() {
      return uid + ":" + gid;
    }
  }

  /** What it can connect to. */
  public enum Network {
    /** As this machine, whose ports are its own. */
    HOST,
    /** Itself. */
    NONE
  }
}
