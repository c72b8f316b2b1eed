package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * fabric8's mock of an API server, which keeps what is sent to it, with a job controller and a node
 * played behind it: a Job becomes a pod, a pod's image is pulled from a real registry, and exec
 * runs real processes. Of a cluster's own judgement (admission, scheduling, network policies) it
 * has none; a test says what such a cluster would.
 */
public final class MockCluster implements AutoCloseable {
  private static final String NAMESPACE = "wee";
  private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

  private final Path dir;
  private final MockWebServer server = new MockWebServer();
  private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
  private final KubernetesClient client;
  private final Map<String, MockNode> nodes = new ConcurrentHashMap<>();
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private final AtomicInteger jobs = new AtomicInteger();
  private volatile Optional<PodStatus> fate = Optional.empty();
  private final AtomicInteger denials = new AtomicInteger();
  private final Map<String, Quota> quotas = new ConcurrentHashMap<>();
  private volatile Optional<Job> held = Optional.empty();
  private volatile Optional<String> known = Optional.empty();
  private volatile boolean closed;

  private MockCluster(Path dir) {
    this.dir = dir;
    LOG.setLevel(Level.WARNING); // It tells of each request.
    server.setHttp2ClearTextEnabled(false);
    server.setDispatcher(new Api());
    server.start();
    Config config = Config.empty();
    config.setMasterUrl("http://127.0.0.1:" + server.getPort());
    config.setNamespace(NAMESPACE);
    config.setOauthToken("own");
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
  }

  /**
   * @param dir an empty directory
   */
  public static MockCluster start(Path dir) {
    return new MockCluster(dir);
  }

  public int port() {
    return server.getPort();
  }

  /** For whoever looks at what was made. */
  public KubernetesClient client() {
    return client;
  }

  /** How many Jobs there were so far. */
  public int jobs() {
    return jobs.get();
  }

  /** A kubeconfig whose context {@code test} is this cluster. */
  public Path kubeconfig() throws IOException {
    return kubeconfig(port());
  }

  /** The same by way of another port, as a proxy's. */
  public Path kubeconfig(int port) throws IOException {
    return Files.writeString(
        dir.resolve("kubeconfig-" + port),
        """
        apiVersion: v1
        kind: Config
        current-context: other
        clusters:
        - name: mock
          cluster: {server: "http://127.0.0.1:%d"}
        contexts:
        - name: test
          context: {cluster: mock, user: me, namespace: %s}
        - name: other
          context: {cluster: mock, user: me}
        users:
        - name: me
          user: {token: secret}
        """
            .formatted(port, NAMESPACE));
  }

  /** From now on nobody may make that, as {@code jobs}. */
  public void forbid(String resource) {
    forbidden.add(resource);
  }

  /** The next so many requests are refused, as by an API server that has just started. */
  public void denyNext(int requests) {
    denials.set(requests);
  }

  /** From now on this bearer token is known, and no other. */
  public void knowOnly(String token) {
    known = Optional.of("Bearer " + token);
  }

  /** A quota refuses the next so many attempts to make such an object, as {@code jobs}. */
  public void exceedQuota(String resource, int attempts, String message) {
    quotas.put(resource, new Quota(new AtomicInteger(attempts), message));
  }

  /** A quota lets no pod be made for so many looks at its Job's events; # is their count. */
  public void holdPods(int looks, String message) {
    quotas.put("pods", new Quota(new AtomicInteger(looks), message));
  }

  private record Quota(AtomicInteger left, String message) {
    boolean refuses() {
      return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  /** From now on pods never run, but have this status. */
  public void podsAre(PodStatus status) {
    fate = Optional.of(status);
  }

  /** What becomes of the pod that runs, in the middle; its processes end. */
  public void change(PodStatus status) {
    for (Pod pod : client.pods().inNamespace(NAMESPACE).list().getItems()) {
      put(new PodBuilder(pod).withStatus(status).build());
    }
    nodes.values().forEach(MockNode::kill);
  }

  /** The cluster ends the Job, since its time is over: the pod goes. */
  public void exceedDeadline() {
    for (Job job : client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems()) {
      Job over =
          new JobBuilder(job)
              .editOrNewStatus()
              .addNewCondition()
              .withType("Failed")
              .withStatus("True")
              .withReason("DeadlineExceeded")
              .withMessage("Job was active longer than specified deadline")
              .endCondition()
              .endStatus()
              .build();
      client.resource(over).inNamespace(NAMESPACE).update();
    }
    client.pods().inNamespace(NAMESPACE).delete();
    nodes.values().forEach(MockNode::kill);
  }

  private void put(Pod pod) {
    client.resource(pod).inNamespace(NAMESPACE).update();
  }

  private final class Api extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String path = request.getPath();
      Optional<MockResponse> refused = refused(request);
      if (refused.isPresent()) {
        return refused.get();
      }
      if (path.contains("/events") && quotas.containsKey("pods")) {
        return events();
      }
      if (path.equals("/version")) {
        return json(200, "{\"major\":\"1\",\"minor\":\"32\",\"gitVersion\":\"v1.32.3\"}");
      }
      if (path.contains("/selfsubjectaccessreviews")) {
        return review(request);
      }
      if (path.contains("/exec?")) {
        return exec(path);
      }
      MockResponse answer = objects.dispatch(request);
      if (path.contains("/jobs") && answer.code() < 300) {
        act(request, new String(answer.getBody().getBytes(), StandardCharsets.UTF_8));
      }
      return answer;
    }
  }

  private Optional<MockResponse> refused(RecordedRequest request) {
    boolean makes = request.getMethod().equals("POST");
    String login = String.valueOf(request.getHeader("Authorization"));
    if (known.filter(each -> !login.equals(each) && !login.equals("Bearer own")).isPresent()) {
      return Optional.of(failed(401, "Unauthorized"));
    }
    if (denials.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return Optional.of(failed(403, "User me cannot do that: RBAC: not read yet"));
    }
    return quotas.entrySet().stream()
        .filter(each -> makes && isOf(request, each.getKey()) && each.getValue().refuses())
        .findFirst()
        .map(each -> failed(403, each.getValue().message()))
        .or(
            () ->
                forbidden.stream()
                    .filter(each -> makes && isOf(request, each))
                    .findFirst()
                    .map(each -> failed(403, each + " is forbidden: User me cannot create")));
  }

  private static boolean isOf(RecordedRequest request, String resource) {
    return request.getPath().matches(".*/" + resource + "(\\?.*)?");
  }

  private static MockResponse failed(int code, String message) {
    return json(
        code,
        "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"%s\",\"code\":%d}"
            .formatted(message, code));
  }

  private MockResponse events() {
    Quota quota = quotas.get("pods");
    boolean refuses = quota.refuses();
    if (!refuses) {
      quotas.remove("pods");
      held.ifPresent(job -> background(() -> run(job)));
    }
    return json(
        200,
        """
        {"kind":"EventList","apiVersion":"v1","metadata":{},"items":[
         {"metadata":{"name":"e"},"type":"Warning","reason":"FailedCreate",
          "lastTimestamp":"2026-01-01T00:00:00Z","message":"%s"}]}\
        """
            .formatted(quota.message().replace("#", quota.left().toString())));
  }

  private MockResponse review(RecordedRequest request) {
    Map<?, ?> spec =
        (Map<?, ?>) Serialization.unmarshal(request.getUtf8Body(), Map.class).get("spec");
    Map<?, ?> asked = (Map<?, ?>) spec.get("resourceAttributes");
    boolean allowed =
        !forbidden.contains(asked.get("resource")) || !"create".equals(asked.get("verb"));
    return json(
        201,
        "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\",\"status\":{\"allowed\":%s}}"
            .formatted(allowed));
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse()
        .setResponseCode(status)
        .addHeader("Content-Type", "application/json")
        .setBody(body);
  }

  private MockResponse exec(String path) {
    String pod = path.replaceFirst(".*/pods/", "").replaceFirst("/exec.*", "");
    List<String> command =
        Arrays.stream(path.substring(path.indexOf('?') + 1).split("&"))
            .filter(each -> each.startsWith("command="))
            .map(each -> URLDecoder.decode(each.substring(8), StandardCharsets.UTF_8))
            .toList();
    MockNode node = nodes.get(pod);
    return node == null || !node.isAlive()
        ? failed(500, "container not found")
        : new MockResponse().withWebSocketUpgrade(new MockExec(() -> node.exec(command)));
  }

  /** What the controllers do, in a time of their own. */
  private void act(RecordedRequest request, String body) {
    String name = request.getPath().replaceFirst("\\?.*", "").replaceFirst(".*/", "");
    if (request.getMethod().equals("POST")) {
      jobs.incrementAndGet();
      Job job = Serialization.unmarshal(body, Job.class);
      background(() -> run(job));
    } else if (request.getMethod().equals("DELETE")) {
      background(() -> stop(name));
    }
  }

  private void background(Runnable work) {
    Runnable patient =
        () -> {
          try {
            work.run();
          } catch (KubernetesClientException | IllegalStateException e) {
            if (!closed) {
              throw e;
            }
          }
        };
    Thread thread = new Thread(patient, "mock-cluster");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Job job) {
    if (quotas.containsKey("pods")) {
      held = Optional.of(job);
      return;
    }
    String name = job.getMetadata().getName();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name + "-x7k2p")
            .withNamespace(NAMESPACE)
            .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
            .endMetadata()
            .withSpec(job.getSpec().getTemplate().getSpec())
            .withStatus(fate.orElseGet(() -> PodStatuses.waiting("ContainerCreating", "")))
            .build();
    client.resource(pod).inNamespace(NAMESPACE).create();
    if (fate.isEmpty()) {
      start(pod);
    }
  }

  private void start(Pod pod) {
    var container = pod.getSpec().getContainers().get(0);
    String name = pod.getMetadata().getName();
    List<String> command = container.getCommand().stream().map(MockCluster::expanded).toList();
    try {
      MockNode node =
          MockNode.start(
              dir.resolve(name),
              container.getImage(),
              pod.getSpec().getNodeSelector().get("kubernetes.io/arch"),
              command);
      nodes.put(name, node);
      while (node.isAlive() && !node.isUp()) {
        Thread.onSpinWait();
      }
      put(new PodBuilder(pod).withStatus(PodStatuses.running()).build());
    } catch (IOException | AssertionError e) {
      put(
          new PodBuilder(pod)
              .withStatus(
                  PodStatuses.waiting(
                      "ImagePullBackOff", "Back-off pulling image: " + e.getMessage()))
              .build());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As the kubelet does with {@code $$}. */
  private static String expanded(String text) {
    return text.replace("$$", "$");
  }

  private void stop(String job) {
    String pod = job + "-x7k2p";
    client.pods().inNamespace(NAMESPACE).withName(pod).delete();
    MockNode node = nodes.remove(pod);
    if (node != null) {
      node.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    client.close();
    nodes.values().forEach(MockNode::close);
    server.close();
  }
}
