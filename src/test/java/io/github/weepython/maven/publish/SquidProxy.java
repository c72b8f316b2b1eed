package io.github.weepython.maven.publish;

import io.github.weepython.maven.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** Debian's squid on a free port of this machine; it serves the user "wee" with a password only. */
public final class SquidProxy implements AutoCloseable {
  public static final String USER = "wee";

  private final Process process;
  private final Path log;
  private final int port;

  private SquidProxy(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  public static SquidProxy start(Path dir, String password)
      throws IOException, InterruptedException {
    int port = FreePort.next();
    // Started as root, squid becomes the user "proxy", who must come in here.
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path log = Files.createFile(dir.resolve("access.log"));
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw-rw-"));
    String hash =
        new String(Tool.run("openssl", "passwd", "-apr1", password), StandardCharsets.UTF_8);
    Path passwords = Files.writeString(dir.resolve("passwords"), USER + ":" + hash.strip() + "\n");
    Path config =
        Files.writeString(
            dir.resolve("squid.conf"),
            """
            http_port 127.0.0.1:%d
            pid_filename none
            access_log stdio:%s
            cache_log /dev/null
            cache deny all
            coredump_dir /tmp
            pinger_enable off
            shutdown_lifetime 0 seconds
            auth_param basic program /usr/lib/squid/basic_ncsa_auth %s
            acl known proxy_auth REQUIRED
            http_access allow known
            http_access deny all
            """
                .formatted(port, log, passwords));
    Process process;
    try {
      process =
          new ProcessBuilder("/usr/sbin/squid", "-N", "-f", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("squid.out").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError("squid" + Tool.INSTALL, e);
    }
    RegistryServer.awaitPort(process, port, dir.resolve("squid.out"));
    return new SquidProxy(process, log, port);
  }

  public int port() {
    return port;
  }

  /** What squid writes down of each request: its method, status and place. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
