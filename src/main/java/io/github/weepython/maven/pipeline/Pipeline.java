package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.debian.DebianArchive;
import io.github.weepython.maven.debian.Mirrors;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageAssembler;
import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.openpgp.BouncyKeyring;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PushResult;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.source.PoolProvider;
import io.github.weepython.maven.source.SourceFinder;
import io.github.weepython.maven.source.Unsigned;
import io.github.weepython.maven.source.UpstreamProvider;
import io.github.weepython.maven.source.UserProvider;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** The one way from a spec to images. */
public final class Pipeline {
  private final Locker locker;
  private final Layers layers;
  private final Progress progress;

  /**
   * Where a build takes things from.
   *
   * @param cache the store's folder
   * @param upstream the folder of all CPython releases
   * @param debianKeyring a keyring file in the place of Debian's own
   * @param refresh whether to look for newer inputs than those remembered
   */
  public record Environment(
      Path cache,
      Mirrors mirrors,
      URI upstream,
      Optional<Path> debianKeyring,
      boolean checkValidUntil,
      boolean refresh,
      FetchSettings fetch,
      int processors) {}

  public Pipeline(Environment environment, Progress progress, InstantSource clock) {
    Store store = new Store(environment.cache());
    Fetcher fetcher = new HttpFetcher(store, environment.fetch(), progress);
    Keyring debian = debianKeyring(environment.debianKeyring());
    DebianArchive archive =
        new DebianArchive(
            fetcher,
            debian,
            environment.mirrors(),
            List.of("main"),
            clock,
            environment.checkValidUntil());
    Keyring python = keyring("CPython's release managers", "cpython-release.asc");
    Unsigned unsigned = new Unsigned(python, store);
    SourceFinder sources =
        new SourceFinder(
            new UserProvider(fetcher, unsigned),
            List.of(
                new PoolProvider(archive, fetcher, python),
                new UpstreamProvider(environment.upstream(), fetcher, unsigned)));
    String origin =
        environment.mirrors() + " " + environment.debianKeyring() + " " + environment.upstream();
    this.locker =
        new Locker(
            store,
            archive,
            sources,
            progress,
            clock,
            new Locker.Settings(environment.refresh(), environment.fetch().offline(), origin));
    this.layers = new Layers(store, fetcher, progress, clock, environment.processors());
    this.progress = progress;
  }

  private static Keyring debianKeyring(Optional<Path> own) {
    if (own.isEmpty()) {
      return keyring("Debian's archive keys", "debian-archive.gpg");
    }
    try (InputStream in = Files.newInputStream(own.get())) {
      return BouncyKeyring.load(own.get().toString(), List.of(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Keyring keyring(String name, String resource) {
    try (InputStream in = Pipeline.class.getResourceAsStream("/keys/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("the plugin has no keys/" + resource);
      }
      return BouncyKeyring.load(name, List.of(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds each flavour on each base.
   *
   * @param output gets the images' files, in folders of their own where there are several
   */
  public List<BuiltImage> build(ImageSpec spec, Path output) {
    Lock lock = locker.lock(spec);
    List<BuiltImage> images = new ArrayList<>();
    for (Flavour flavour : spec.flavours()) {
      Path log = output.resolve("compile-" + flavour.id() + ".log");
      List<Layer> python = layers.python(spec, lock, flavour, log);
      for (Base base : spec.bases()) {
        images.add(image(spec, lock, flavour, base, python, output));
      }
    }
    return images;
  }

  private BuiltImage image(
      ImageSpec spec, Lock lock, Flavour flavour, Base base, List<Layer> python, Path output) {
    List<Layer> all = new ArrayList<>(List.of(layers.base(spec, lock, base)));
    all.addAll(python);
    Map<String, String> labels = labels(spec, flavour, base);
    Image image = ImageAssembler.assemble(all, config(spec, labels), labels);
    List<String> tags = spec.tagsOf(flavour, base);
    Path folder = output.resolve(folder(spec, flavour, base));
    try {
      TargetFolder.write(image, spec.image(), tags, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuiltImage(flavour, base, image, tags, folder);
  }

  private static String folder(ImageSpec spec, Flavour flavour, Base base) {
    List<String> parts = new ArrayList<>();
    if (spec.flavours().size() > 1) {
      parts.add(flavour.id());
    }
    if (spec.bases().size() > 1) {
      parts.add(base.id());
    }
    return String.join("/", parts);
  }

  private static Map<String, String> labels(ImageSpec spec, Flavour flavour, Base base) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("org.opencontainers.image.title", "CPython " + spec.python());
    labels.put("org.opencontainers.image.version", spec.python() + "-" + flavour.id());
    labels.put("org.opencontainers.image.created", spec.created().toString());
    labels.put("org.opencontainers.image.ref.name", spec.tagsOf(flavour, base).get(0));
    labels.put(
        "org.opencontainers.image.base.name",
        "debian:" + spec.suite().codename() + " (" + base.id() + ")");
    labels.putAll(spec.config().labels());
    return labels;
  }

  private static ImageConfig config(ImageSpec spec, Map<String, String> labels) {
    Map<String, String> env = new TreeMap<>(spec.config().env());
    env.putIfAbsent("PATH", "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin");
    env.putIfAbsent("LANG", "C.UTF-8");
    env.putIfAbsent("PYTHON_VERSION", spec.python().toString());
    ImageConfig config =
        ImageConfig.of(spec.platform(), spec.created())
            .withEnv(env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
            .withEntrypoint(spec.config().entrypoint())
            .withCmd(spec.config().cmd().isEmpty() ? List.of("python3") : spec.config().cmd())
            .withExposedPorts(new java.util.TreeSet<>(spec.config().ports()))
            .withLabels(labels);
    config = spec.config().user().map(config::withUser).orElse(config);
    return spec.config().workdir().map(config::withWorkdir).orElse(config);
  }

  /** Pushes an image with its tags. */
  public PushResult push(ImageSpec spec, BuiltImage built, PushSettings settings) {
    return new RegistryPublisher(new Random(), progress)
        .push(built.image(), spec.image(), built.tags(), settings);
  }
}
