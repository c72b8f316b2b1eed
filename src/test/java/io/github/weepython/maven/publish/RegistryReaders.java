package io.github.weepython.maven.publish;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fuzz.AnsweringServer;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** This room's readers, for the fuzzer. */
public final class RegistryReaders {
  private static final AnsweringServer SERVER = AnsweringServer.start();
  private static final Digest BLOB = Digest.of("a".getBytes(StandardCharsets.UTF_8));
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private RegistryReaders() {}

  /** Whatever address an answer names, the question goes to the server of the input. */
  private static PushSettings settings(Path root) {
    Proxy own = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", SERVER.port()));
    return new PushSettings(
        new Credentials(
            any -> Optional.of(new Credential("the fuzzer", "me", "fuzzers-password")),
            Map.of(),
            root),
        Duration.ofMillis(300),
        new Backoff(Duration.ofMillis(1), new Random(7), pause -> {}),
        new RegistryTransport(
            uri -> uri.getPort() == SERVER.port() ? Proxy.NO_PROXY : own, Optional.empty(), false),
        false,
        BlobMountSources.NONE);
  }

  private static ImageName name() {
    return ImageName.parse("127.0.0.1:" + SERVER.port() + "/team/a");
  }

  /** The parts are a manifest, the list of tags, that of referrers, and a blob. */
  public static void answers(byte[] bytes, Path root) throws IOException {
    SERVER.answer(
        bytes,
        request ->
            request.contains("/manifests/")
                ? 0
                : request.contains("/tags/")
                    ? 1
                    : request.contains("/referrers/") ? 2 : request.contains("/blobs/") ? 3 : -1);
    try (RegistryReader registry = new RegistryReader(name(), "a", settings(root))) {
      registry.tags();
      registry.referrers(BLOB);
      RegistryImage image =
          RegistryImage.find(
              registry, ImageReference.parse(name() + ":a"), Platform.parse("linux/amd64"));
      image.config(registry);
      image.layers();
    }
  }

  /** The parts are the answer to the first question of all, and that of the token server. */
  public static void token(byte[] bytes, Path root) throws IOException {
    SERVER.answer(
        bytes, request -> request.contains("/v2/ ") ? 0 : request.contains("/v2/") ? -1 : 1);
    try (RegistryReader registry = new RegistryReader(name(), "a", settings(root))) {
      registry.manifest("a");
    }
  }

  /** The parts are the answers to HEAD, POST, PATCH and PUT, and GET of a manifest. */
  public static void uploads(byte[] bytes, Path root) throws IOException {
    List<String> methods = List.of("HEAD ", "POST ", "PATCH ", "PUT ", "GET /v2/team/");
    SERVER.answer(
        bytes,
        request ->
            methods.stream()
                .filter(request::startsWith)
                .findFirst()
                .map(methods::indexOf)
                .orElse(-1));
    byte[] content = "a".getBytes(StandardCharsets.UTF_8);
    byte[] manifest = "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8);
    ManifestWithBlobs bundle =
        new ManifestWithBlobs(manifest, MANIFEST, Map.of(BLOB, Content.of(content)), List.of());
    new RegistryPublisher(Progress.NONE).push(bundle, name(), List.of("a"), settings(root));
  }
}
