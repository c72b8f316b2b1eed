package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One namespace of a cluster. */
public final class Cluster implements AutoCloseable {
  /** By its name, since the model's classes are in a large jar. */
  private static final ResourceDefinitionContext REVIEWS =
      new ResourceDefinitionContext.Builder()
          .withGroup("authorization.k8s.io")
          .withVersion("v1")
          .withKind("SelfSubjectAccessReview")
          .withPlural("selfsubjectaccessreviews")
          .withNamespaced(false)
          .build();

  private static final String EXEC = "run something in a pod";

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  /** What the cluster has done before, and so allows. */
  private final Set<String> granted = ConcurrentHashMap.newKeySet();

  /**
   * @param name what messages call the way to it
   */
  Cluster(Config config, String namespace, String name) {
    // The factory is named: none is searched for, so other plugins' class loaders don't matter.
    this.client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * What the API server calls itself, such as {@code v1.32.3}.
   *
   * @throws KubeException when nobody answers
   */
  public String version() {
    return ask("report its version", () -> text(client.getKubernetesVersion()));
  }

  private static String text(VersionInfo version) {
    return version.getGitVersion() == null
        ? version.getMajor() + "." + version.getMinor()
        : version.getGitVersion();
  }

  /** Those of the permissions that a compile needs which the cluster denies. */
  public List<Permission> lacking() {
    return Permission.ALL.stream().filter(each -> !allows(each)).toList();
  }

  private boolean allows(Permission permission) {
    GenericKubernetesResource review = new GenericKubernetesResource();
    review.setApiVersion(REVIEWS.getGroup() + "/" + REVIEWS.getVersion());
    review.setKind(REVIEWS.getKind());
    review.setAdditionalProperty(
        "spec",
        Map.of(
            "resourceAttributes",
            Map.of(
                "namespace", namespace,
                "group", permission.group(),
                "resource", permission.resource(),
                "subresource", permission.subresource(),
                "verb", permission.verb())));
    try {
      GenericKubernetesResource answer =
          client.genericKubernetesResources(REVIEWS).resource(review).create();
      return answer == null || !Boolean.FALSE.equals(answer.get("status", "allowed"));
    } catch (RuntimeException e) {
      return true; // Who may not ask finds out by doing.
    }
  }

  /**
   * Makes a job, or finds it made by an earlier request whose answer was lost.
   *
   * @throws QuotaException when the namespace has no room for another
   */
  public Job create(Job job) {
    return ask(
        "accept the job",
        () -> made(client.batch().v1().jobs().inNamespace(namespace).resource(job)));
  }

  /** Makes a network policy, or finds it made as {@link #create(Job)} does. */
  public void create(NetworkPolicy policy) {
    ask(
        "accept the network policy",
        () ->
            made(client.network().v1().networkPolicies().inNamespace(namespace).resource(policy)));
  }

  private static <T> T made(Resource<T> resource) {
    try {
      return resource.create();
    } catch (KubernetesClientException e) {
      T there = e.getCode() == 409 ? resource.get() : null; // Names are used once.
      if (there == null) {
        throw e;
      }
      return there;
    }
  }

  /** The pod that has that label, if there is one now. */
  public Optional<Pod> pod(String label, String value) {
    return ask(
        "list pods",
        () ->
            client.pods().inNamespace(namespace).withLabel(label, value).list().getItems().stream()
                .filter(Objects::nonNull)
                .findFirst());
  }

  /** The job of that name, if it is there. */
  public Optional<Job> job(String job) {
    return Optional.ofNullable(
        ask(
            "show a job",
            () -> client.batch().v1().jobs().inNamespace(namespace).withName(job).get()));
  }

  /** All jobs that have that label. */
  public List<Job> jobs(String label, String value) {
    return ask(
        "list jobs",
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel(label, value)
                .list()
                .getItems()
                .stream()
                .filter(Objects::nonNull)
                .toList());
  }

  /** What the cluster complains of about an object, the last first; empty if that is not shown. */
  public List<String> warnings(String object) {
    try {
      return client
          .v1()
          .events()
          .inNamespace(namespace)
          .withField("involvedObject.name", object)
          .list()
          .getItems()
          .stream()
          .filter(each -> "Warning".equals(each.getType()) && each.getMessage() != null)
          .sorted(Comparator.comparing(Cluster::moment).reversed())
          .map(Event::getMessage)
          .toList();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  /** When it was last seen, in ISO 8601; such texts are in the order of time. */
  private static String moment(Event event) {
    return Objects.requireNonNullElse(event.getLastTimestamp(), "");
  }

  /** Removes a job with its pod and its network policy, all of one name; what is gone, is gone. */
  public void remove(String job) {
    ask(
        "remove a job",
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(job)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete());
    ask(
        "remove a network policy",
        () ->
            client.network().v1().networkPolicies().inNamespace(namespace).withName(job).delete());
  }

  /**
   * Starts a command in a container of a pod.
   *
   * @throws UnreachableException when that may go well another time
   */
  public Exec exec(String pod, String container, Exec.Request request) {
    boolean before = granted.contains(EXEC);
    Exec exec =
        Exec.start(client, namespace, pod + "/exec?container=" + container, request, before);
    granted.add(EXEC);
    return exec;
  }

  private <T> T ask(String what, Supplier<T> question) {
    try {
      T answer = question.get();
      granted.add(what);
      return answer;
    } catch (KubernetesClientException e) {
      KubeException explained = explained(what, e);
      // An API server that has just started denies everything until it has read its roles.
      boolean denied = e.getCode() == 401 || e.getCode() == 403;
      throw denied && granted.contains(what) && !(explained instanceof QuotaException)
          ? new UnreachableException(String.valueOf(explained.getMessage()), e)
          : explained;
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      throw new KubeException(
          "%s did not %s: its answer can't be read (%s). Check that an API server of Kubernetes is at that address."
              .formatted(this, what, KubeException.words(e)),
          e);
    }
  }

  private KubeException explained(String what, KubernetesClientException e) {
    String said = KubeException.words(e);
    if (e.getCode() == 401) {
      return new KubeException(
          "%s does not recognize you: %s. Log in again with your cluster's tool; kubectl auth whoami shows whether that helped."
              .formatted(this, said),
          e);
    }
    if (e.getCode() == 403 && said.contains("quota")) {
      return new QuotaException("%s did not %s: %s".formatted(this, what, said), e);
    }
    if (e.getCode() == 403) {
      return new KubeException(
          "%s refuses to %s: %s%n%s".formatted(this, what, said, Permission.howTo(namespace)), e);
    }
    if (e.getCode() == 404 && said.contains("namespaces")) {
      return new KubeException(
          "%s has no namespace '%s': %s. Make it (kubectl create namespace %s), or name another: kubernetes:context/namespace"
              .formatted(this, namespace, said, namespace),
          e);
    }
    if (e.getCode() <= 0) {
      return new UnreachableException(this + " does not answer: " + said, e);
    }
    // Overloaded, or restarting behind its load balancer.
    return e.getCode() == 429 || e.getCode() >= 500
        ? new UnreachableException("%s did not %s: %s".formatted(this, what, said), e)
        : new KubeException("%s did not %s: %s".formatted(this, what, said), e);
  }

  public String namespace() {
    return namespace;
  }

  @Override
  public String toString() {
    return "the cluster at %s (%s, namespace %s)".formatted(client.getMasterUrl(), name, namespace);
  }

  @Override
  public void close() {
    client.close();
  }
}
