package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Compiling;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.Extras;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Optimization;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.spec.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    Map<String, String> variables = System.getenv();
    Path home = Path.of(System.getProperty("user.home"));
    Path caches = Path.of(variables.getOrDefault("XDG_CACHE_HOME", home.resolve(".cache") + ""));
    return new Pipeline(
        new Environment(
            caches.resolve("wee"),
            Path.of("/etc"),
            Optional.empty(),
            Optional.empty(),
            URI.create("https://localhost/no-upstream"),
            Optional.empty(),
            true,
            false,
            false,
            uri -> Proxy.NO_PROXY,
            home,
            variables,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            Compiling.DEFAULT,
            new Registries(registry -> Optional.empty(), Optional.empty()),
            Optional.empty()),
        Progress.NONE,
        InstantSource.system());
  }

  static ImageSpec spec(String python, Suite suite, Extras extras) {
    return new ImageSpec(
        PythonVersion.parse(python),
        ImageName.parse("test/python"),
        List.of(Flavour.WEE),
        List.of(Base.values()),
        suite,
        Platform.host(System.getProperty("os.arch")),
        new Tags(List.of(), ""),
        Optimization.DEFAULT,
        Contents.DEFAULT,
        extras,
        new ImageSpec.UserConfig(
            Map.of(),
            Map.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of()),
        new ImageSpec.UserSource(Optional.empty(), Optional.empty(), false),
        Instant.parse("2026-01-01T00:00:00Z"));
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
