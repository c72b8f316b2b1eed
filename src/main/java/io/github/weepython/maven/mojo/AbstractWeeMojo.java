package io.github.weepython.maven.mojo;

import io.github.weepython.maven.interpreter.InterpreterRepository;
import io.github.weepython.maven.interpreter.SignedInterpreters;
import io.github.weepython.maven.pipeline.Connections;
import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.pipeline.ImageBuilder;
import io.github.weepython.maven.pipeline.Machine;
import io.github.weepython.maven.pipeline.Registries;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.PackageProxy;
import io.github.weepython.maven.trust.TrustPolicy;
import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.impl.RepositoryConnectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share: connections, the folder where results are kept, and the shared
 * interpreters.
 */
abstract class AbstractWeeMojo extends AbstractOriginsMojo {
  /**
   * A proxy for all packages and sources, such as {@code http://proxy.example.com:3128}, instead of
   * the one of settings.xml. The result is the same with and without it.
   */
  @Parameter(property = "wee.pkgProxy")
  private @Nullable String pkgProxy;

  /** Where downloads and results are kept; by default {@code wee} in the user's cache folder. */
  @Parameter(property = "wee.cache")
  private @Nullable File cache;

  /**
   * The id of the server in settings.xml that has the registry's user and password; by default the
   * registry's host and port or its host, perhaps with a path below it; the most specific one wins.
   */
  @Parameter(property = "wee.server")
  private @Nullable String server;

  /**
   * PEM certificates of an authority to trust for registries, mirrors and indexes, beside those
   * that Java trusts.
   */
  @Parameter(property = "wee.registryCa")
  private @Nullable File registryCa;

  /**
   * A Maven repository in which compiled interpreters are shared with other machines: {@code
   * id::url}, or {@code true} for that of {@code <distributionManagement>}. Before anything is
   * compiled it is looked for there, and {@code wee:push} deploys it, signed by {@code <sign>}. Or
   * {@code <repository>} with that, and {@code <groupId>}, by default {@code
   * io.github.weepython.interpreters}. With {@code <trust>} it must be signed.
   */
  @Parameter(property = "wee.interpreterCache")
  private @Nullable InterpreterCacheElement interpreterCache;

  @Inject private RepositorySystem repositories;

  @Inject private Provider<RepositoryConnectorProvider> connectors;

  ImageBuilder builds(Progress progress) {
    return new ImageBuilder(environment(), progress, InstantSource.system());
  }

  Environment environment() {
    return new Environment(
        origins(),
        connections(),
        machine(),
        cacheFolder(),
        interpreterCache(),
        compiling(),
        ProjectFolder.of(session().getCurrentProject()));
  }

  private Connections connections() {
    SettingsSecrets secrets = secrets();
    ProxyOrder.warnOnce(getLog(), context());
    return new Connections(
        session().isOffline(),
        session().getRequest().isUpdateSnapshots(),
        ProxyOrder.of(session().getSettings(), secrets),
        ParameterParser.text(pkgProxy).map(PackageProxy::parse),
        new Registries(
            id -> secrets.server(server, id),
            Optional.ofNullable(registryCa).map(File::toPath),
            logins(),
            mirrors()));
  }

  private static Machine machine() {
    return new Machine(
        Path.of("/etc"),
        Path.of(System.getProperty("user.home")),
        System.getenv(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"));
  }

  private Optional<InterpreterRepository> interpreterCache() {
    return Optional.ofNullable(interpreterCache)
        .flatMap(element -> element.open(session(), repositories, connectors))
        .map(found -> trusted().map(by -> SignedInterpreters.trusting(found, by)).orElse(found));
  }

  /** Whom a goal trusts; anybody where the user names nobody. */
  Optional<TrustPolicy> trusted() {
    return Optional.empty();
  }

  final RepositorySystem repositories() {
    return repositories;
  }

  final Path cacheFolder() {
    if (cache != null) {
      return cache.toPath();
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg == null || xdg.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "wee")
        : Path.of(xdg, "wee");
  }
}
