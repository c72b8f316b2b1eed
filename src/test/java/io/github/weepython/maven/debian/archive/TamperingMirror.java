package io.github.weepython.maven.debian.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Passes Debian's archives on from this machine's own mirror, and changes what the first part of
 * the path says: {@code /stale/debian/dists/...}, {@code /stale/security/...}.
 */
public final class TamperingMirror implements AutoCloseable {
  /** What is done to which files. */
  private enum Fault {
    NONE("(?!)"),
    /** One letter of the signed text. */
    SIGNATURE(".*/trixie/InRelease"),
    /** Signed by a key that the user trusts, and past its Valid-Until. */
    STALE(".*/InRelease"),
    PACKAGES(".*/binary-[^/]+/(Packages|by-hash).*"),
    SOURCES(".*/source/(Sources|by-hash).*"),
    DEB(".*/netbase_[^/]*\\.deb"),
    TARBALL(".*\\.orig\\.tar\\.xz"),
    /** The signature beside the tarball. */
    SIGNED(".*\\.orig\\.tar\\.xz\\.asc");

    private final Pattern files;

    Fault(String files) {
      this.files = Pattern.compile(files);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final Mirrors mirrors = HostMirrors.ofHost(Path.of("/etc"));
  private final TestSigner signer = new TestSigner();

  private TamperingMirror(HttpServer server) {
    this.server = server;
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  public static TamperingMirror start() throws IOException {
    return new TamperingMirror(
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The certificate of the key that STALE's Release files are signed with. */
  public byte[] keyring() {
    return signer.certificate();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", 4);
      Fault fault = Fault.valueOf(path[1].toUpperCase(java.util.Locale.ROOT));
      URI archive = (path[2].equals("security") ? mirrors.security() : mirrors.main()).get(0);
      HttpRequest request =
          HttpRequest.newBuilder(Mirrors.below(archive, path[3]))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody())
              .build();
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      byte[] body = answer.body();
      if (answer.statusCode() == 200 && fault.files.matcher(path[3]).matches()) {
        body = fault == Fault.STALE ? stale(body) : changed(body);
      }
      boolean head = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
      exchange.sendResponseHeaders(answer.statusCode(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** One bit of a byte in the middle: in a signed text that is a letter's. */
  private static byte[] changed(byte[] body) {
    byte[] other = body.clone();
    int middle = body.length / 2;
    while (!Character.isLetter(other[middle])) {
      middle++;
    }
    other[middle] ^= 1;
    return other;
  }

  private byte[] stale(byte[] inRelease) {
    String text = new String(inRelease, StandardCharsets.UTF_8);
    String signed =
        text.substring(text.indexOf("\n\n") + 2, text.indexOf("-----BEGIN PGP SIGNATURE"));
    String old =
        signed.replaceAll("(?m)^Valid-Until: .*\n", "")
            + "Valid-Until: Sat, 01 Jan 2022 00:00:00 UTC\n";
    return signer.clearSign(old);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
