package io.github.weepython.maven.fetch;

import io.github.weepython.maven.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's squid with the configuration of examples/squid, its folders and port moved. */
public final class SquidServer implements AutoCloseable {
  private final Path folder;
  private final Path configuration;
  private final int port;
  private final Process process;

  private SquidServer(Path folder, Path configuration, int port, Process process) {
    this.folder = folder;
    this.configuration = configuration;
    this.port = port;
    this.process = process;
  }

  /** Starts it, and waits until it answers. */
  public static SquidServer start() throws IOException, InterruptedException {
    // As root, squid becomes the user proxy, who must get in.
    Path folder = Files.createTempDirectory("squid");
    open(folder);
    for (String name : List.of("spool", "log", "run")) {
      open(Files.createDirectory(folder.resolve(name)));
    }
    int port = FreePort.next();
    String text =
        Files.readString(Path.of("examples/squid/squid.conf"))
            .replace("127.0.0.1:3128", "127.0.0.1:" + port)
            .replace("/var/spool/squid", folder.resolve("spool").toString())
            .replace("/var/log/squid", folder.resolve("log").toString())
            .replace("/run/squid.pid", folder.resolve("run/squid.pid").toString());
    Path configuration = Files.writeString(folder.resolve("squid.conf"), text);
    run(folder, "squid", "-z", "-N", "-f", configuration.toString());
    Process process = builder(folder, "squid", "-N", "-f", configuration.toString()).start();
    SquidServer server = new SquidServer(folder, configuration, port, process);
    server.await();
    return server;
  }

  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static ProcessBuilder builder(Path folder, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin", String::concat);
    return builder.redirectOutput(folder.resolve("output").toFile());
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    int status = builder(folder, command).start().waitFor();
    if (status != 0) {
      throw new IOException(
          String.join(" ", command) + ": " + Files.readString(folder.resolve("output")));
    }
  }

  private void await() throws IOException, InterruptedException {
    while (process.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("squid ended: " + Files.readString(folder.resolve("output")));
  }

  public int port() {
    return port;
  }

  /** The access log's lines of requests for files, all of them once it is closed. */
  public List<String> accesses() throws IOException {
    return Files.readAllLines(folder.resolve("log/access.log")).stream()
        .filter(line -> line.contains(" GET "))
        .toList();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run(folder, "squid", "-k", "shutdown", "-f", configuration.toString());
    process.waitFor();
  }
}
