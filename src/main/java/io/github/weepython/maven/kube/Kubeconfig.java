package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
   * @throws KubeException when there is no kubeconfig or no such context; the message lists what
   *     there is
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
    io.fabric8.kubernetes.client.Config config = io.fabric8.kubernetes.client.Config.empty();
    try {
      KubeConfigUtils.merge(config, place.context(), kubeconfigs);
    } catch (RuntimeException e) {
      throw new KubeException(
          "The context '%s' of %s can't be used: %s".formatted(place.context(), list(files), e), e);
    }
    tokenFile(place.context(), kubeconfigs, files)
        .ifPresent(file -> config.setOauthTokenProvider(() -> token(file)));
    proxies(config);
    return open(config, place.namespace(), "context " + place.context());
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
    return open(
        io.fabric8.kubernetes.client.Config.autoConfigure(null),
        Optional.of(name.replace("/", "")).filter(each -> !each.isEmpty()),
        "this pod's service account");
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
            .map(Path::of)
            .toList();
    return named.isEmpty() ? List.of(home.resolve(".kube/config")) : named;
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

  private void proxies(io.fabric8.kubernetes.client.Config config) {
    if (config.getHttpsProxy() == null) {
      variable("HTTPS_PROXY").ifPresent(config::setHttpsProxy);
    }
    if (config.getHttpProxy() == null) {
      variable("HTTP_PROXY").ifPresent(config::setHttpProxy);
    }
    variable("NO_PROXY").ifPresent(each -> config.setNoProxy(each.split("\\s*,\\s*")));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name))
        .or(() -> Optional.ofNullable(variables.get(name.toLowerCase(Locale.ROOT))))
        .filter(each -> !each.isBlank());
  }

  private static String list(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
