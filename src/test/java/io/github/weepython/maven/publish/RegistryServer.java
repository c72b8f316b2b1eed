package io.github.weepython.maven.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.weepython.maven.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Debian's docker-registry on a free port of this machine, with nothing in it. */
public final class RegistryServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final int port;

  private RegistryServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static RegistryServer start(Path dir) throws IOException, InterruptedException {
    return start(dir, "");
  }

  /** With basic authentication by the htpasswd file. */
  static RegistryServer startWithPasswords(Path dir, Path htpasswd)
      throws IOException, InterruptedException {
    return start(dir, "auth:\n  htpasswd:\n    realm: test\n    path: " + htpasswd + "\n");
  }

  /** With basic authentication, and TLS by a certificate for 127.0.0.1. */
  public static RegistryServer startWithTls(Path dir, Path htpasswd, Path certificate, Path key)
      throws IOException, InterruptedException {
    return start(
        dir,
        """
          tls:
            certificate: %s
            key: %s
        auth:
          htpasswd:
            realm: test
            path: %s
        """
            .formatted(certificate, key, htpasswd));
  }

  /** A password file, with bcrypt, which is all that docker-registry takes. */
  public static Path passwords(Path file, String user, String password) throws IOException {
    String hash =
        OpenBSDBCrypt.generate("2y", password.toCharArray(), "sixteen bytes ..".getBytes(UTF_8), 5);
    return Files.writeString(file, user + ":" + hash + "\n");
  }

  /** That takes tokens of this server alone. */
  static RegistryServer startWithTokens(Path dir, TokenServer tokens, Path certificate)
      throws IOException, InterruptedException {
    return start(
        dir,
        """
        auth:
          token:
            realm: http://127.0.0.1:%d/token
            service: test
            issuer: test
            rootcertbundle: %s
        """
            .formatted(tokens.port(), certificate));
  }

  private static RegistryServer start(Path dir, String more)
      throws IOException, InterruptedException {
    int port = FreePort.next();
    Path config = dir.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log:
          level: warn
        storage:
          filesystem:
            rootdirectory: %s
        http:
          addr: 127.0.0.1:%d
        """
                .formatted(dir.resolve("storage"), port)
            + more);
    Process process;
    try {
      process =
          new ProcessBuilder("docker-registry", "serve", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("registry.log").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError("docker-registry" + Tool.INSTALL, e);
    }
    RegistryServer server = new RegistryServer(process, port);
    // Where nobody comes to close it, as in a project of src/it that fails.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    awaitPort(process, port, dir.resolve("registry.log"));
    return server;
  }

  /** Until somebody accepts there, or the process ends. */
  static void awaitPort(Process process, int port, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!accepts(port)) {
      // Waiting for its end is a pause that ends early when it dies.
      if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError("The server did not start: " + Files.readString(log));
      }
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
