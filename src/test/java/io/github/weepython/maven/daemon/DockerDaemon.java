package io.github.weepython.maven.daemon;

import io.github.weepython.maven.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A dockerd of Debian's on a socket and a port of its own, with nothing in it. */
public final class DockerDaemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String INSTALL =
      " is wanted by this test, run as root. Install it: sudo sh src/it/install-servers.sh";

  private final Path dir;
  private final int port;
  private final List<String> options;
  private Process process;

  private DockerDaemon(Path dir, String... options) throws IOException, InterruptedException {
    this.dir = dir;
    this.port = FreePort.next();
    this.options = List.of(options);
    this.process = launch();
  }

  /**
   * @param dir an empty directory with a short path: a socket's is at most 107 bytes long
   * @param options more arguments of dockerd
   */
  public static DockerDaemon start(Path dir, String... options)
      throws IOException, InterruptedException {
    return new DockerDaemon(dir, options);
  }

  /** The same daemon once more, after {@link #kill}. */
  public void restart() throws IOException, InterruptedException {
    process = launch();
  }

  /** With so little room for all that it keeps. */
  public static DockerDaemon startWithDisk(Path dir, int megabytes)
      throws IOException, InterruptedException {
    Path data = Files.createDirectories(dir.resolve("data"));
    int mounted =
        new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", "" + data)
            .start()
            .waitFor();
    if (mounted != 0) {
      throw new AssertionError("A small disk could not be mounted on " + data + ": run as root.");
    }
    return new DockerDaemon(dir);
  }

  /** Of one that was started with a disk: from now on it is as large. */
  public void resizeDisk(String size) throws IOException, InterruptedException {
    if (!resized(size)) {
      throw new AssertionError("The disk of " + dir + " could not be made " + size + ".");
    }
  }

  /**
   * Of one that was started with a disk: nothing more gets there.
   *
   * <p>The kernel makes no tmpfs smaller than what is in it, and a running daemon may have written
   * since that was asked.
   */
  public void fillDisk() throws IOException, InterruptedException {
    FileStore disk = Files.getFileStore(dir.resolve("data"));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long used;
    do {
      used = disk.getTotalSpace() - disk.getUnallocatedSpace();
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "The disk of " + dir + " grew each time it was to be " + used + ".");
      }
    } while (!resized(Long.toString(used)));
  }

  private boolean resized(String size) throws IOException, InterruptedException {
    return new ProcessBuilder("mount", "-o", "remount,size=" + size, dir.resolve("data").toString())
            .start()
            .waitFor()
        == 0;
  }

  private Process launch() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("dockerd"));
    command.addAll(List.of("--data-root", dir.resolve("data").toString()));
    command.addAll(List.of("--exec-root", dir.resolve("exec").toString()));
    command.addAll(List.of("--pidfile", dir.resolve("docker.pid").toString()));
    command.addAll(List.of("--bridge=none", "--iptables=false", "--ip6tables=false"));
    command.addAll(List.of("-H", "unix://" + socket(), "-H", "tcp://127.0.0.1:" + port));
    command.add("--tls=false");
    command.addAll(options);
    Path log = Files.createDirectories(dir).resolve("dockerd.log");
    Files.deleteIfExists(dir.resolve("docker.pid"));
    // The containerd of a killed dockerd is gone with it; a zombie of it would be waited for.
    Files.deleteIfExists(dir.resolve("exec/containerd/containerd.pid"));
    Process started;
    try {
      started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new AssertionError("dockerd" + INSTALL, e);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!accepts()) {
      // Waiting for its end is a pause that ends early when it dies.
      if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        started.destroyForcibly();
        throw new AssertionError("dockerd" + INSTALL + "\n" + Files.readString(log));
      }
    }
    return started;
  }

  private boolean accepts() {
    try {
      HttpURLConnection ping =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/_ping").toURL().openConnection();
      ping.setConnectTimeout(200);
      ping.setReadTimeout(5000);
      return ping.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  public Path socket() {
    return dir.resolve("docker.sock");
  }

  public int port() {
    return port;
  }

  /** As DOCKER_HOST names it. */
  public String tcp() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Where it is looked for by one who has nothing but DOCKER_HOST. */
  public DaemonLocator daemons() {
    return daemons(tcp());
  }

  /** The daemon at an address and no other. */
  public static DaemonLocator daemons(String host) {
    return daemons(host, DaemonTimeouts.USUAL);
  }

  /** The daemon at an address, and how long it is waited for. */
  public static DaemonLocator daemons(String host, DaemonTimeouts patience) {
    return new DaemonLocator(
        new EndpointResolver(Map.of("DOCKER_HOST", host), Path.of("/nonexistent")), patience);
  }

  /** The output of Docker's own command line. */
  public String docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket()));
    command.addAll(List.of(arguments));
    Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(cli.getInputStream().readAllBytes());
    if (cli.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + output);
    }
    return output.strip();
  }

  /** Takes connections and what is sent, as its kernel does it, and does nothing any more. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Goes on. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** As {@code kill -9}: it tidies nothing up. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      unmountAll(dir);
    } catch (InterruptedException | IOException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Unmounts what a daemon left mounted below a folder, the innermost first. */
  public static void unmountAll(Path dir) throws IOException, InterruptedException {
    List<String> left = new ArrayList<>();
    for (String mount : Files.readAllLines(Path.of("/proc/mounts"))) {
      String at = mount.split(" ")[1];
      if (at.startsWith(dir + "/")) {
        left.add(0, at);
      }
    }
    for (String name : left) {
      new ProcessBuilder("umount", name).start().waitFor();
    }
  }
}
