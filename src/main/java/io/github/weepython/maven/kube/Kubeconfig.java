package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.http.EnvironmentProxies;
import io.github.weepython.maven.http.HttpProxy;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clusters that this user knows, by kubectl's rules. */
public final class Kubeconfig {
  private static final String SCHEME = "kubernetes:";
  private static final int CONNECT_MILLIS = 1500;
  private static final int ANSWER_MILLIS = 30_000;

  private final Map<String, String> variables;
  private final Path home;

  /**
   * @param variables the environment variables of this process
   * @param home the user's home folder
   */
  public Kubeconfig(Map<String, String> variables, Path home) {
    this.variables = Map.copyOf(variables);
    this.home = home;
  }

  /** A context and the namespace that stands behind it, if any does. */
  private record Place(String context, Optional<String> namespace) {}

  /**
   * Connects to what {@code kubernetes:context/namespace} names; either part may be missing.
   *
   * @throws KubeException when there is no kubeconfig or no such context, and the message lists
   *     what there is; when it names what can't be used
   * @throws io.github.weepython.maven.http.HttpException when a variable names no valid proxy
   */
  public Cluster open(String address) {
    String name = address.substring(SCHEME.length());
    List<Path> files = files().stream().filter(Files::isRegularFile).toList();
    if (files.isEmpty()) {
      return openOwn(name);
    }
    Config[] kubeconfigs = files.stream().map(Kubeconfig::parse).toArray(Config[]::new);
    Place place = place(name, kubeconfigs, files);
    requireCluster(place.context(), kubeconfigs, files);
    return opened(
        "The context '%s' of %s".formatted(place.context(), list(files)),
        () -> {
          io.fabric8.kubernetes.client.Config config = io.fabric8.kubernetes.client.Config.empty();
          KubeConfigUtils.merge(config, place.context(), kubeconfigs);
          tokenFile(place.context(), kubeconfigs, files)
              .ifPresent(file -> config.setOauthTokenProvider(() -> token(file)));
          proxy(config);
          return open(config, place.namespace(), "context " + place.context());
        });
  }

  /** The client has exceptions of many kinds for a file, an address or a proxy that is wrong. */
  private static Cluster opened(String what, Supplier<Cluster> opening) {
    try {
      return opening.get();
    } catch (WeeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new KubeException(
          "%s can't be used: %s. See: kubectl config view".formatted(what, KubeException.words(e)),
          e);
    }
  }

  /** From within a pod: by its service account. */
  private Cluster openOwn(String name) {
    Path token = Path.of(io.fabric8.kubernetes.client.Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);
    boolean inPod = variables.containsKey("KUBERNETES_SERVICE_HOST") && Files.isReadable(token);
    if (!inPod || !name.replaceFirst("/.*", "").isEmpty()) {
      throw new KubeException(
          "No kubeconfig names the cluster '%s%s'. Looked for %s%s. Set KUBECONFIG, or have your cluster's tool write one."
              .formatted(SCHEME, name, list(files()), inPod ? "" : " and a pod's service account"));
    }
    return opened(
        "This pod's service account",
        () -> {
          io.fabric8.kubernetes.client.Config config =
              io.fabric8.kubernetes.client.Config.autoConfigure(null);
          config.setHttpProxy(null); // It reads the variables by rules of its own.
          config.setHttpsProxy(null);
          proxy(config);
          return open(
              config,
              Optional.of(name.replace("/", "")).filter(each -> !each.isEmpty()),
              "this pod's service account");
        });
  }

  private static Cluster open(
      io.fabric8.kubernetes.client.Config config, Optional<String> named, String what) {
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(ANSWER_MILLIS);
    config.setRequestRetryBackoffLimit(2);
    // By HTTP/2 an API server hangs up on a client that is not logged in (Kubernetes' feature gate
    // UnauthenticatedHTTP2DOSMitigation): its answer, 401, would look like a broken connection.
    config.setHttp2Disable(true);
    String namespace =
        named
            .or(() -> Optional.ofNullable(config.getNamespace()))
            .filter(each -> !each.isBlank())
            .orElse("default");
    config.setNamespace(namespace);
    return new Cluster(config, namespace, what);
  }

  /** KUBECONFIG counts alone; the first file to say something wins. */
  private List<Path> files() {
    List<Path> named =
        Arrays.stream(variables.getOrDefault("KUBECONFIG", "").split(File.pathSeparator))
            .filter(each -> !each.isBlank())
            .map(Kubeconfig::path)
            .toList();
    return named.isEmpty() ? List.of(home.resolve(".kube/config")) : named;
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new KubeException(
          "The variable KUBECONFIG names '%s', which is no path here: %s. If it has other letters than those of ASCII, set LC_ALL=C.UTF-8."
              .formatted(name, e.getReason()),
          e);
    }
  }

  private static Config parse(Path file) {
    try {
      return KubeConfigUtils.parseConfig(file.toFile());
    } catch (RuntimeException e) { // The parser's own, too.
      throw new KubeException(file + " is not a readable kubeconfig: " + KubeException.words(e), e);
    }
  }

  /** Names of contexts may have slashes themselves, as Amazon's do. */
  private static Place place(String name, Config[] kubeconfigs, List<Path> files) {
    List<String> known =
        contexts(kubeconfigs).map(NamedContext::getName).distinct().sorted().toList();
    int slash = name.lastIndexOf('/');
    boolean whole = known.contains(name) || slash < 0;
    String context = whole ? name : name.substring(0, slash);
    Optional<String> namespace =
        Optional.of(whole ? "" : name.substring(slash + 1)).filter(each -> !each.isEmpty());
    String chosen = context.isEmpty() ? current(kubeconfigs) : context;
    if (!known.contains(chosen)) {
      throw new KubeException(
          "%s of the address '%s%s' is not in %s, which knows: %s. See: kubectl config get-contexts"
              .formatted(
                  chosen.isEmpty() ? "A current context" : "The context '" + chosen + "'",
                  SCHEME,
                  name,
                  list(files),
                  known.isEmpty() ? "none" : String.join(", ", known)));
    }
    return new Place(chosen, namespace);
  }

  private static void requireCluster(String context, Config[] kubeconfigs, List<Path> files) {
    Set<String> clusters =
        Arrays.stream(kubeconfigs)
            .flatMap(each -> Optional.ofNullable(each.getClusters()).stream())
            .flatMap(List::stream)
            .map(NamedCluster::getName)
            .collect(Collectors.toSet());
    Optional<String> wanted =
        contexts(kubeconfigs)
            .filter(each -> context.equals(each.getName()) && each.getContext() != null)
            .findFirst()
            .map(each -> each.getContext().getCluster());
    if (wanted.filter(clusters::contains).isEmpty()) {
      throw new KubeException(
          "The context '%s' of %s names the cluster '%s', which is not there. See: kubectl config view"
              .formatted(context, list(files), wanted.orElse("")));
    }
  }

  private static Stream<NamedContext> contexts(Config[] kubeconfigs) {
    return Arrays.stream(kubeconfigs)
        .flatMap(each -> Optional.ofNullable(each.getContexts()).stream())
        .flatMap(List::stream);
  }

  private static String current(Config[] kubeconfigs) {
    return Arrays.stream(kubeconfigs)
        .map(Config::getCurrentContext)
        .filter(Objects::nonNull)
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** It goes before a token, and is meant from where its kubeconfig is, as with kubectl. */
  private static Optional<Path> tokenFile(String context, Config[] kubeconfigs, List<Path> files) {
    Optional<String> user =
        contexts(kubeconfigs)
            .filter(each -> context.equals(each.getName()) && each.getContext() != null)
            .findFirst()
            .map(each -> each.getContext().getUser());
    for (int i = 0; i < kubeconfigs.length; i++) {
      Path beside = files.get(i);
      Optional<NamedAuthInfo> found =
          Optional.ofNullable(kubeconfigs[i].getUsers()).stream()
              .flatMap(List::stream)
              .filter(each -> user.equals(Optional.ofNullable(each.getName())))
              .findFirst();
      if (found.isPresent()) { // The first to know the user counts alone.
        return found
            .map(NamedAuthInfo::getUser)
            .map(AuthInfo::getTokenFile)
            .filter(name -> !name.isEmpty())
            .map(beside::resolveSibling);
      }
    }
    return Optional.empty();
  }

  /** Read for each request: whoever wrote it writes the next one before its time is over. */
  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new KubeException(
          "The file %s, which a kubeconfig names as tokenFile, can't be read: %s. Log in again with your cluster's tool, or name another file."
              .formatted(file, KubeException.words(e)),
          e);
    }
  }

  /**
   * A kubeconfig's proxy-url counts alone, as with kubectl; without one, the variables count as for
   * downloads. The client hears of what was found, for it knows fewer forms of no_proxy.
   */
  private void proxy(io.fabric8.kubernetes.client.Config config) {
    config.setNoProxy(new String[0]);
    Optional<String> named =
        Optional.ofNullable(config.getHttpsProxy())
            .or(() -> Optional.ofNullable(config.getHttpProxy()));
    Optional<HttpProxy> found =
        named.isPresent()
            ? Optional.empty()
            : new EnvironmentProxies(variables)
                .apply(URI.create(config.getMasterUrl()))
                .filter(HttpProxy.class::isInstance)
                .map(HttpProxy.class::cast);
    named
        .or(() -> found.map(Kubeconfig::url))
        .ifPresent(
            url -> {
              config.setHttpProxy(url);
              config.setHttpsProxy(url);
            });
    found
        .flatMap(HttpProxy::login)
        .ifPresent(
            login -> {
              config.setProxyUsername(login.user());
              config.setProxyPassword(login.password());
            });
  }

  private static String url(HttpProxy proxy) {
    InetSocketAddress address = (InetSocketAddress) proxy.address();
    return "http://%s:%s".formatted(address.getHostString(), address.getPort());
  }

  private static String list(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
