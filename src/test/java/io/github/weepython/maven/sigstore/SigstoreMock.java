package io.github.weepython.maven.sigstore;

import io.github.weepython.maven.publish.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Sigstore's own mock of its services (npm's {@code @sigstore/mock}) in a process of Node: what
 * others take for a certificate authority, a transparency log and a timestamp authority.
 */
public final class SigstoreMock implements AutoCloseable {
  private static final Path SOURCE = Path.of("src/test/sigstore-mock");

  private final Process process;
  private final URI uri;
  private final Path trustedRoot;

  /**
   * Installs and starts it.
   *
   * @param folder an empty one
   */
  public SigstoreMock(Path folder) throws IOException, InterruptedException {
    for (String name : List.of("package.json", "package-lock.json", "server.js")) {
      Files.copy(SOURCE.resolve(name), folder.resolve(name));
    }
    Tool.run(
        "npm", "ci", "--prefix", folder.toString(), "--ignore-scripts", "--no-audit", "--no-fund");
    Path log = folder.resolve("server.log");
    process =
        new ProcessBuilder("node", folder.resolve("server.js").toString(), folder.toString())
            .redirectError(log.toFile())
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String address = said.readLine();
    if (address == null) {
      throw new AssertionError("The mock did not start: " + Files.readString(log));
    }
    uri = URI.create(address);
    trustedRoot = folder.resolve("trusted_root.json");
  }

  /** Of its certificate authority and its transparency log. */
  public URI uri() {
    return uri;
  }

  /** A certificate authority whose certificates ended long before they are asked for. */
  public URI expired() {
    return URI.create(uri + "/expired");
  }

  public URI timestampAuthority() {
    return URI.create(uri + "/api/v1/timestamp");
  }

  /** The file by which others trust it. */
  public Path trustedRoot() {
    return trustedRoot;
  }

  /** A token of a job; the mock believes each. */
  public static String token(SigstoreIdentity job) {
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"sigstore\"}"
            .formatted(job.issuer(), job.subject());
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    return String.join(
        ".",
        url.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)),
        url.encodeToString(claims.getBytes(StandardCharsets.UTF_8)),
        url.encodeToString("signature".getBytes(StandardCharsets.UTF_8)));
  }

  /** It ends when its input does. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
