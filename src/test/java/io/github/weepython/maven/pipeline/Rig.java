package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.SigstoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A pipeline on this host's mirrors, with a cache that lasts as the user's own does. */
final class Rig {
  private Rig() {}

  static Pipeline pipeline() {
    return new Pipeline(here(), Progress.NONE, InstantSource.system());
  }

  /** This host's mirrors and the user's cache. */
  static Environment here() {
    Map<String, String> variables = System.getenv();
    Path home = Path.of(System.getProperty("user.home"));
    Path caches = Path.of(variables.getOrDefault("XDG_CACHE_HOME", home.resolve(".cache") + ""));
    return environment(caches.resolve("wee"), home, variables, CompilerSettings.DEFAULT);
  }

  static Environment environment(
      Path cache, Path home, Map<String, String> variables, CompilerSettings compiling) {
    return new Environment(
        new Origins(
            Optional.empty(),
            Optional.empty(),
            URI.create("https://localhost/no-upstream"),
            Optional.empty(),
            SigstoreSettings.SHIPPED,
            true,
            Locking.NONE),
        new Connections(
            false,
            false,
            uri -> Proxy.NO_PROXY,
            Optional.empty(),
            new Registries(
                id -> Optional.empty(), Optional.empty(), new UrlLogins(id -> Optional.empty()))),
        new Machine(
            Path.of("/etc"),
            home,
            variables,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name")),
        cache,
        Optional.empty(),
        compiling,
        home);
  }

  /** The same with these mirrors and that lock. */
  static Environment locked(
      Environment plain, Optional<String> mirror, Optional<String> security, Locking locking) {
    Origins origins = plain.origins();
    return plain.from(
        new Origins(
            mirror,
            security,
            origins.upstream(),
            origins.debianKeyring(),
            origins.sigstore(),
            origins.checkValidUntil(),
            locking));
  }

  /** A file of a layer. */
  static String text(Layer layer, String path) throws IOException {
    StringBuilder text = new StringBuilder();
    try (InputStream tar = new GZIPInputStream(Files.newInputStream(layer.blob()))) {
      TarReader.read(
          layer.title(),
          tar,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            if (entry.path().equals(path)) {
              text.append(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
          });
    }
    return text.toString();
  }

  static List<String> paths(Layer layer) throws IOException {
    List<String> paths = new ArrayList<>();
    try (InputStream tar = new GZIPInputStream(Files.newInputStream(layer.blob()))) {
      TarReader.read(
          layer.title(),
          tar,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> paths.add(entry.path()));
    }
    return paths;
  }
}
