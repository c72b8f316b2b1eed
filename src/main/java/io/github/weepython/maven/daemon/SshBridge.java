package io.github.weepython.maven.daemon;

import io.github.weepython.maven.Causes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A socket of this user alone whose every connection is one {@code ssh host docker system
 * dial-stdio}, as Docker's CLI does it. Not a TCP port: anybody on this machine could use that.
 */
final class SshBridge implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final SshAddress ssh;
  private final Path folder;
  private final ServerSocketChannel server;
  private final Set<Process> processes = ConcurrentHashMap.newKeySet();
  private volatile String said = "";

  private SshBridge(SshAddress ssh, Path folder, ServerSocketChannel server) {
    this.ssh = ssh;
    this.folder = folder;
    this.server = server;
  }

  static SshBridge open(SshAddress ssh) {
    try {
      return listen(ssh, Files.createTempDirectory("wee-ssh").toAbsolutePath()); // mode 0700
    } catch (IOException e) {
      throw new DaemonException(
          "No socket for ssh to %s could be made in the temporary folder: %s. Name a folder with a short path that this user may write to: MAVEN_OPTS=-Djava.io.tmpdir=<folder>"
              .formatted(ssh.host(), Causes.of(e)),
          e);
    }
  }

  /**
   * @param folder of this user alone; it goes with the bridge, and where there can't be one
   */
  static SshBridge listen(SshAddress ssh, Path folder) throws IOException {
    SshBridge bridge =
        new SshBridge(ssh, folder, ServerSocketChannel.open(StandardProtocolFamily.UNIX));
    try {
      bridge.server.bind(UnixDomainSocketAddress.of(bridge.file()));
    } catch (IOException e) {
      bridge.close();
      throw e;
    }
    // After the hooks, which may still need the daemon; the last that is named goes first.
    folder.toFile().deleteOnExit();
    bridge.file().toFile().deleteOnExit();
    start(bridge::accept);
    return bridge;
  }

  private Path file() {
    return folder.resolve("docker.sock");
  }

  URI socket() {
    return Endpoint.address(file());
  }

  /** The last that ssh complained of; empty when it did not. */
  String said() {
    return said;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        start(() -> serve(channel));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      Process process = new ProcessBuilder(command(ssh)).start();
      processes.add(process);
      try {
        start(() -> hear(process.getErrorStream()));
        start(() -> send(channel, process.getOutputStream()));
        receive(process.getInputStream(), channel);
      } finally {
        process.destroy();
        processes.remove(process);
      }
    } catch (IOException e) {
      said = said.isEmpty() ? "the connection ended: " + e.getMessage() : said;
    }
  }

  static List<String> command(SshAddress ssh) {
    List<String> command = new ArrayList<>(List.of("ssh", "-o", "BatchMode=yes", "-T"));
    ssh.user().ifPresent(user -> command.addAll(List.of("-l", user)));
    ssh.port().ifPresent(port -> command.addAll(List.of("-p", port)));
    command.addAll(List.of("--", ssh.host(), "docker"));
    ssh.socket().map(path -> "--host=" + quoted("unix://" + path)).ifPresent(command::add);
    command.addAll(List.of("system", "dial-stdio"));
    return command;
  }

  /** For the shell that ssh gives its command to there. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private void hear(InputStream errors) {
    try (errors) {
      String text = new String(errors.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!text.isEmpty()) {
        said = text;
      }
    } catch (IOException e) {
      // It ended.
    }
  }

  // The channel itself and not streams of it: those of one channel wait for each other (JDK 17).
  private static void send(SocketChannel from, OutputStream to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (to) {
      while (from.read(buffer) >= 0) {
        to.write(buffer.array(), 0, buffer.position());
        to.flush();
        buffer.clear();
      }
    } catch (IOException e) {
      // One side went away; the other learns of it by the closing.
    }
  }

  private static void receive(InputStream from, SocketChannel to) throws IOException {
    byte[] bytes = new byte[BUFFER];
    for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
      for (ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, n); buffer.hasRemaining(); ) {
        to.write(buffer);
      }
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "wee-ssh");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      processes.forEach(Process::destroy);
      Files.deleteIfExists(file());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // A socket file in the temp folder is all that could be left.
    }
  }
}
