package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.daemon.EndpointResolver;
import io.github.weepython.maven.debian.archive.HostMirrors;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Netrc;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.inputs.Keyrings;
import io.github.weepython.maven.inputs.SigstoreTrust;
import io.github.weepython.maven.interpreter.InterpreterRepository;
import io.github.weepython.maven.kube.Kubeconfig;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.BlobMountCache;
import io.github.weepython.maven.publish.Credentials;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryTransport;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.sandbox.kubernetes.BuildRootPusher;
import io.github.weepython.maven.sandbox.kubernetes.ClusterSettings;
import io.github.weepython.maven.sign.KeylessSigner;
import io.github.weepython.maven.sign.SignException;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.sign.SigstoreServices;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.spec.Builders;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.KubernetesSettings;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.PackageProxy;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.SigstoreSettings;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.trust.TrustedIdentity;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where a build takes things from and puts them.
 *
 * @param cache the store's folder
 * @param etc the host's configuration folder, which may name Debian's mirrors
 * @param mirror instead of the host's
 * @param securityMirror instead of the host's; empty text for none at all
 * @param upstream the folder of all CPython releases
 * @param debianKeyring a keyring file instead of Debian's own
 * @param sigstore whom to trust for Sigstore's bundles
 * @param checkValidUntil whether an archive that is too old is refused
 * @param refresh whether to look for newer inputs than those remembered
 * @param offline whether the network is out of bounds
 * @param proxy the way to a place, by settings.xml, system properties or the environment
 * @param home where the user's credentials are
 * @param variables the environment variables of this process
 * @param processors how many processes or threads work at a time
 * @param os the system property {@code os.name}
 * @param compiling where compiles take place
 * @param registries what is known of registries
 * @param packageProxy the way of all packages and sources, before that of settings.xml
 * @param interpreterCache where interpreters are shared with other machines
 * @param locking whether inputs are fixed by a lock file
 * @param project the folder of the project, or the current one where there is none
 */
public record Environment(
    Path cache,
    Path etc,
    Optional<String> mirror,
    Optional<String> securityMirror,
    URI upstream,
    Optional<Path> debianKeyring,
    SigstoreSettings sigstore,
    boolean checkValidUntil,
    boolean refresh,
    boolean offline,
    Function<URI, Proxy> proxy,
    Path home,
    Map<String, String> variables,
    int processors,
    String os,
    CompilerSettings compiling,
    Registries registries,
    Optional<PackageProxy> packageProxy,
    Optional<InterpreterRepository> interpreterCache,
    Locking locking,
    Path project) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** A build root is about 100 MB. */
  private static final Duration BUILD_ROOT_PUSH = Duration.ofMinutes(15);

  public Environment {
    variables = Map.copyOf(variables);
  }

  public Mirrors mirrors() {
    Mirrors host = HostMirrors.ofHost(etc);
    return new Mirrors(
        mirror.map(Environment::list).orElseGet(() -> bare(host.main())),
        securityMirror.map(Environment::list).orElseGet(() -> bare(host.security())));
  }

  /** A host's list of sources may have logins in its URLs. */
  private List<URI> bare(List<URI> mirrors) {
    return mirrors.stream()
        .map(each -> uri(registries.logins().strip(etc.resolve("apt").toString(), each.toString())))
        .toList();
  }

  private static List<URI> list(String mirror) {
    return Arrays.stream(mirror.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(Environment::uri)
        .toList();
  }

  private static URI uri(String mirror) {
    try {
      URI uri = new URI(mirror);
      if (uri.getHost() != null || "file".equals(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message would quote the text.
    }
    throw new SpecException(
        "'%s' of <mirror> or <securityMirror> is not a URL of a server or folder. If it has a password with signs such as / and #, put that into settings.xml."
            .formatted(Secrets.maskUrl(mirror)));
  }

  FetchSettings fetch() {
    return FetchSettings.DEFAULT.withOffline(offline).withNetwork(network());
  }

  /** How servers are reached that files come from. */
  public Network network() {
    Netrc netrc = Netrc.of(variables, home);
    return new Network(
        way(),
        uri -> registries.logins().apply(uri).or(() -> netrc.apply(uri)),
        registries.authority(),
        registries.mirrors());
  }

  /** The way of packages and sources. */
  public Function<URI, Proxy> way() {
    return packageProxy.isPresent() ? packageProxy.get() : proxy;
  }

  public DaemonLocator daemons() {
    return new DaemonLocator(new EndpointResolver(variables, home));
  }

  /** The daemon that the user names for a platform. */
  private DaemonLocator builder(Platform platform, String address) {
    String source = "<builders><" + platform.id() + ">";
    return new DaemonLocator(new EndpointResolver(variables, home).only(source, address));
  }

  public SandboxSelector sandboxes(Progress progress, InstantSource clock) {
    String path = variables.getOrDefault("PATH", "");
    return new SandboxOrder(compiling, progress, clock).here(daemons(), path, os);
  }

  /** The builder that the user names for a platform: a daemon or a cluster. */
  public SandboxSelector builtBy(
      Platform platform, String address, Progress progress, InstantSource clock) {
    return Builders.isCluster(address)
        ? cluster(platform, address, progress, clock)
        : new SandboxOrder(compiling, progress, clock)
            .builder(builder(platform, address), platform);
  }

  private SandboxSelector cluster(
      Platform platform, String address, Progress progress, InstantSource clock) {
    KubernetesSettings pods = compiling.builders().pods();
    ImageName roots = pods.roots().orElseThrow(); // Builders has refused clusters without.
    ImagePusher.Options wishes =
        new ImagePusher.Options(BUILD_ROOT_PUSH, false, false, false, Optional.empty());
    BuildRootPusher images =
        new BuildRootPusher(new Store(cache), roots, pushes(wishes), processors, progress);
    ClusterSettings clusters =
        new ClusterSettings(
            new Kubeconfig(variables, home),
            new ClusterSettings.JobOptions(compiling.limits(), pods, images));
    return new SandboxOrder(compiling, progress, clock)
        .cluster(clusters, address, SandboxSelector.Reason.builder(platform));
  }

  /** The same, with inputs that a lock file fixes; what else is attested is beside it. */
  Environment locked(Path lockFile) {
    return new Environment(
        cache,
        etc,
        mirror,
        securityMirror,
        upstream,
        debianKeyring,
        sigstore,
        checkValidUntil,
        refresh,
        offline,
        proxy,
        home,
        variables,
        processors,
        os,
        compiling,
        registries,
        packageProxy,
        interpreterCache,
        new Locking(
            Optional.of(lockFile),
            true,
            locking.snapshotArchive(),
            Optional.ofNullable(lockFile.getParent())),
        project);
  }

  /** How registries are read. */
  PushSettings reads(Duration timeout, boolean allowInsecure) {
    return pushes(new ImagePusher.Options(timeout, allowInsecure, false, false, Optional.empty()));
  }

  PushSettings pushes(ImagePusher.Options wishes) {
    return new PushSettings(
        credentials(),
        wishes.timeout(),
        new Backoff(FIRST_PAUSE, new Random(), Backoff.Pause.REAL),
        new RegistryTransport(proxy, registries.authority(), wishes.allowInsecure()),
        wishes.immutableTags(),
        new BlobMountCache(cache));
  }

  /**
   * Who signs as this CI job's identity, with a certificate already.
   *
   * @throws SignException when the job has no identity token, or the services refuse it
   */
  public Signer keyless(SigstoreServices services) {
    return new KeylessSigner(
            services,
            variables,
            network().withProxy(proxy),
            new Backoff(FIRST_PAUSE, new Random(), Backoff.Pause.REAL),
            InstantSource.system())
        .certified();
  }

  /**
   * Somebody whom a CI service vouches for.
   *
   * @param environment where Sigstore's trusted root is looked up, which is done when it is needed
   * @throws SpecException when there is one of both without the other
   */
  public static Optional<TrustedIdentity> trustedIdentity(
      Optional<String> subject,
      Optional<String> issuer,
      SigstoreSettings sigstore,
      Supplier<Environment> environment,
      Progress progress) {
    if (subject.isPresent() && sigstore.ownRoot().isPresent()) {
      TrustedRoot own = Keyrings.sigstore(sigstore.ownRoot()); // refused now, not after a build
      return TrustedIdentity.of(subject, issuer, () -> own);
    }
    return TrustedIdentity.of(subject, issuer, () -> environment.get().sigstoreRoot(progress));
  }

  private TrustedRoot sigstoreRoot(Progress progress) {
    Store store = new Store(cache);
    Fetcher fetcher = new HttpFetcher(store, fetch(), progress);
    return sigstoreTrust(fetcher, store, progress, InstantSource.system()).get();
  }

  SigstoreTrust sigstoreTrust(
      Fetcher fetcher, Store store, Progress progress, InstantSource clock) {
    return new SigstoreTrust(sigstore, fetcher, store, progress, clock, refresh);
  }

  public Credentials credentials() {
    return new Credentials(registries.servers(), variables, home);
  }
}
