package io.github.weepython.maven.mojo;

import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.http.UrlMirrors;
import io.github.weepython.maven.interpreter.InterpreterRepository;
import io.github.weepython.maven.interpreter.SignedInterpreters;
import io.github.weepython.maven.pipeline.Connections;
import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.pipeline.ImageBuilder;
import io.github.weepython.maven.pipeline.Machine;
import io.github.weepython.maven.pipeline.Origins;
import io.github.weepython.maven.pipeline.Registries;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.PackageProxy;
import io.github.weepython.maven.spec.SigstoreSettings;
import io.github.weepython.maven.spec.Snapshot;
import io.github.weepython.maven.trust.TrustPolicy;
import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.impl.RepositoryConnectorProvider;
import org.jspecify.annotations.Nullable;

/** What all goals share: when they are skipped, and where things come from and are kept. */
abstract class AbstractWeeMojo extends AbstractCompilingMojo {
  /** The folder of all CPython releases upstream. */
  @Parameter(property = "wee.upstream", defaultValue = "https://www.python.org/ftp/python")
  private String upstream;

  /**
   * Debian's mirror, or several in the order to try, separated by commas; by default the host's own
   * on Debian, else Debian's primary one.
   */
  @Parameter(property = "wee.mirror")
  private @Nullable String mirror;

  /**
   * A point in time of Debian's archives, such as {@code 20260701T000000Z}, instead of its mirrors.
   */
  @Parameter(property = "wee.snapshot")
  private @Nullable String snapshot;

  /** The snapshot archive. */
  @Parameter(property = "wee.snapshotArchive", defaultValue = "http://snapshot.debian.org/archive")
  private String snapshotArchive;

  /**
   * A proxy for all packages and sources, such as {@code http://proxy.example.com:3128}, instead of
   * the one of settings.xml. The result is the same with and without it.
   */
  @Parameter(property = "wee.pkgProxy")
  private @Nullable String pkgProxy;

  /** The mirror of Debian's security updates; several are separated by commas. */
  @Parameter(property = "wee.securityMirror")
  private @Nullable String securityMirror;

  /** A keyring that signs the Debian archive, instead of Debian's own. */
  @Parameter(property = "wee.debianKeyring")
  private @Nullable File debianKeyring;

  /**
   * Whom to trust for Sigstore's signatures of CPython and images, as a {@code trusted_root.json},
   * instead of Sigstore's public instance; {@code <sigstoreTuf>} is not asked then.
   */
  @Parameter(property = "wee.sigstoreTrustedRoot")
  private @Nullable File sigstoreTrustedRoot;

  /**
   * The TUF repository that the trusted root of Sigstore's public instance is brought up to date
   * from, once a day and only when a bundle has to be verified: Sigstore's, or a mirror of it.
   * {@code none} trusts the root that this version of wee ships.
   */
  @Parameter(property = "wee.sigstoreTuf", defaultValue = "https://tuf-repo-cdn.sigstore.dev")
  private String sigstoreTuf;

  /** Whether an archive past its Valid-Until is refused. */
  @Parameter(property = "wee.checkValidUntil", defaultValue = "true")
  private boolean checkValidUntil;

  /**
   * The lock file that {@code wee:lock} writes: while it is there, every build uses exactly the
   * inputs that it lists.
   */
  @Parameter(property = "wee.lockFile", defaultValue = "${project.basedir}/wee.lock")
  private File lockFile;

  /** Whether a build fails rather than use an input that the lock file doesn't list. */
  @Parameter(property = "wee.locked", defaultValue = "false")
  private boolean locked;

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

  @Inject private SettingsDecrypter decrypter;
  @Inject private RepositorySystem repositories;
  @Inject private Provider<RepositoryConnectorProvider> connectors;

  /** Skips every goal of wee. */
  @Parameter(property = "wee.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  private @Nullable UrlLogins logins;
  private @Nullable UrlMirrors mirrors;

  /** Without the secrets that this process knows of. */
  @Override
  public Log getLog() {
    return new MaskedLog(super.getLog());
  }

  /** Whether this goal's own flag says so. */
  abstract boolean skipThis();

  /** What the goal does. */
  abstract void run();

  @Override
  public final void execute() throws MojoExecutionException {
    try {
      if (skip || skipThis()) {
        getLog().info("Skipped, as wee.skip or the goal's own flag says.");
        return;
      }
      ParameterCheck.check(session, execution);
      run();
    } catch (RuntimeException | Error e) {
      throw new MojoExecutionException(
          Secrets.mask(FailureMessage.of(e)), Secrets.mask((Throwable) e));
    }
  }

  Progress progress() {
    boolean live = LogProgress.watched() && session.getRequest().isInteractiveMode();
    return new LogProgress(
        getLog(), InstantSource.system(), live ? Optional.of(System.out) : Optional.empty());
  }

  ImageBuilder builds(Progress progress) {
    return new ImageBuilder(environment(), progress, InstantSource.system());
  }

  /** The decrypted password of that server in settings.xml. */
  final String password(String id) {
    return new SettingsSecrets(session.getSettings(), decrypter).password(id);
  }

  Environment environment() {
    return new Environment(
        origins(),
        connections(),
        machine(),
        cacheFolder(),
        interpreterCache(),
        compiling(),
        ProjectFolder.of(session.getCurrentProject()));
  }

  private Origins origins() {
    Locking locking = locking();
    Optional<Snapshot> moment =
        Optional.ofNullable(snapshot).map(at -> new Snapshot(locking.snapshotArchive(), at));
    return new Origins(
        moment.map(Snapshot::mirror).or(() -> own("<mirror>", mirror)),
        moment.map(Snapshot::securityMirror).or(() -> own("<securityMirror>", securityMirror)),
        ParameterParser.url("upstream", bare("<upstream>", upstream)),
        Optional.ofNullable(debianKeyring).map(File::toPath),
        sigstore(),
        checkValidUntil && moment.isEmpty(), // An old state is old on purpose.
        locking);
  }

  private Connections connections() {
    SettingsSecrets secrets = secrets();
    ProxyOrder.warnOnce(getLog(), context());
    return new Connections(
        session.isOffline(),
        session.getRequest().isUpdateSnapshots(),
        ProxyOrder.of(session.getSettings(), secrets),
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

  private Locking locking() {
    return new Locking(
        Optional.of(inProject(lockFile)),
        locked,
        ParameterParser.url("snapshotArchive", bare("<snapshotArchive>", snapshotArchive)));
  }

  private SettingsSecrets secrets() {
    return new SettingsSecrets(session.getSettings(), decrypter);
  }

  /** The logins of servers that files are downloaded from. */
  final synchronized UrlLogins logins() {
    if (logins == null) {
      logins = new UrlLogins(id -> secrets().download(id));
    }
    return logins;
  }

  /** What settings.xml has asked instead of the servers that files are downloaded from. */
  final synchronized UrlMirrors mirrors() {
    if (mirrors == null) {
      mirrors = SettingsMirrors.of(session.getSettings(), logins());
    }
    return mirrors;
  }

  private Optional<String> own(String parameter, @Nullable String url) {
    return Optional.ofNullable(url).map(text -> bare(parameter, text));
  }

  private String bare(String parameter, String url) {
    String bare = logins().strip(parameter, url);
    if (!bare.equals(url) && url.contains("@")) {
      getLog()
          .warn(
              "The URL of %s has a login in it, which Maven's -X shows. Put it into settings.xml, as a <server> with the host as its id."
                  .formatted(parameter));
    }
    return bare;
  }

  private Optional<InterpreterRepository> interpreterCache() {
    return Optional.ofNullable(interpreterCache)
        .flatMap(element -> element.open(session, repositories, connectors))
        .map(found -> trusted().map(by -> SignedInterpreters.trusting(found, by)).orElse(found));
  }

  /** Whom a goal trusts; anybody where the user names nobody. */
  Optional<TrustPolicy> trusted() {
    return Optional.empty();
  }

  final SigstoreSettings sigstore() {
    return new SigstoreSettings(
        Optional.ofNullable(sigstoreTrustedRoot).map(File::toPath),
        ParameterParser.text(sigstoreTuf)
            .filter(text -> !text.equals("none"))
            .map(text -> ParameterParser.url("sigstoreTuf", bare("<sigstoreTuf>", text))));
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

  /** What goals of this plugin tell each other during one Maven run, in one project. */
  @SuppressWarnings("unchecked")
  final Map<Object, Object> context() {
    return getPluginContext();
  }

  /** A file of the project's; without a project, Maven leaves that word in the path as it is. */
  final Path inProject(File file) {
    return inProject(file.getPath());
  }

  /** The same, of a path that Maven has not set as a file: it is relative to the pom's folder. */
  final Path inProject(String path) {
    return ProjectFolder.resolve(session.getCurrentProject(), path);
  }

  /** The version of wee that runs. */
  final String version() {
    return execution.getVersion();
  }

  /** A text with Maven's expressions filled in; null where it is one that nothing sets. */
  final @Nullable String filled(String text) {
    return ParameterCheck.filling(session, execution).fill(text);
  }

  /** What is written and has no value. */
  final EmptyElements emptyElements() {
    return new EmptyElements(execution.getConfiguration(), this::filled);
  }

  final MavenSession session() {
    return session;
  }
}
