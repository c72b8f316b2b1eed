package io.github.weepython.maven.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service of Debian's Podman on a socket of its own, with nothing in it. */
public final class PodmanService implements AutoCloseable {
  private final Path dir;
  private final Process process;

  private PodmanService(Path dir) throws IOException {
    this.dir = dir;
    try {
      process =
          new ProcessBuilder(command(dir, "system", "service", "--time=0", "unix://" + socket()))
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(
          "podman is wanted by this test. Install it: sudo sh src/it/install-servers.sh", e);
    }
  }

  /**
   * @param dir an empty directory with a short path: a socket's is at most 107 bytes long
   */
  public static PodmanService start(Path dir) throws IOException, InterruptedException {
    PodmanService service = new PodmanService(dir);
    while (!Files.exists(service.socket())) {
      // Waiting for its end is a pause that ends early when it dies.
      if (service.process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(Files.readString(dir.resolve("log")));
      }
    }
    return service;
  }

  /** Lets somebody else use it, who may not look around in its directory. */
  public void openTo(int user) throws IOException {
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));
    Files.setAttribute(socket(), "unix:uid", user);
  }

  private Path socket() {
    return dir.resolve("podman.sock");
  }

  /** As DOCKER_HOST names it. */
  public String address() {
    return "unix://" + socket();
  }

  /** The output of Podman's own command line. */
  public String podman(String... arguments) throws IOException, InterruptedException {
    Process cli = new ProcessBuilder(command(dir, arguments)).start();
    String output = new String(cli.getInputStream().readAllBytes());
    if (cli.waitFor() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + output);
    }
    return output.strip();
  }

  private static List<String> command(Path dir, String... arguments) {
    List<String> command = new ArrayList<>(List.of("podman"));
    command.addAll(List.of("--root", dir.resolve("data").toString()));
    command.addAll(List.of("--runroot", dir.resolve("run").toString()));
    // runc is the runtime that works under any mixture of cgroup versions.
    command.addAll(List.of("--runtime", "runc"));
    command.addAll(List.of("--cgroup-manager", "cgroupfs", "--events-backend", "file"));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor(30, TimeUnit.SECONDS);
    DockerDaemon.unmountAll(dir);
  }
}
