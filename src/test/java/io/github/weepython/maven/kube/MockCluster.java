package io.github.weepython.maven.kube;

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
import java.io.InterruptedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
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
  private final MockAdmission admission = new MockAdmission();
  private final MockKubelet kubelet;
  private final AtomicInteger jobs = new AtomicInteger();
  private volatile Optional<Job> held = Optional.empty();
  private volatile UnaryOperator<List<String>> visits = UnaryOperator.identity();
  private final ExecutorService controllers = Executors.newCachedThreadPool();
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
    kubelet = new MockKubelet(NAMESPACE, dir, client);
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
    admission.forbid(resource);
  }

  /** The next so many requests are refused, as by an API server that has just started. */
  public void denyNext(int requests) {
    admission.denyNext(requests);
  }

  /** From now on this bearer token is known, and no other. */
  public void knowOnly(String token) {
    admission.knowOnly(token);
  }

  /** A quota refuses the next so many attempts to make such an object, as {@code jobs}. */
  public void exceedQuota(String resource, int attempts, String message) {
    admission.exceedQuota(resource, attempts, message);
  }

  /** A quota lets no pod be made for so many looks at its Job's events; # is their count. */
  public void holdPods(int looks, String message) {
    admission.holdPods(looks, message);
  }

  /** From now on pods never run, but have this status. */
  public void podsAre(PodStatus status) {
    kubelet.podsAre(status);
  }

  /** What becomes of the pod that runs, in the middle; its processes end. */
  public void change(PodStatus status) {
    kubelet.change(status);
  }

  /** From now on what is to run in a pod by exec is what this makes of it. */
  public void changeVisits(UnaryOperator<List<String>> visits) {
    this.visits = visits;
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
    kubelet.kill();
  }

  private final class Api extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String path = request.getPath();
      Optional<MockResponse> refused = admission.refused(request);
      if (refused.isPresent()) {
        return refused.get();
      }
      if (path.contains("/events") && admission.holdsPods()) {
        return admission.events(() -> held.ifPresent(job -> background(() -> run(job))));
      }
      if (path.equals("/version")) {
        return MockAdmission.json(
            200, "{\"major\":\"1\",\"minor\":\"32\",\"gitVersion\":\"v1.32.3\"}");
      }
      if (path.contains("/selfsubjectaccessreviews")) {
        return admission.review(request);
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

  private MockResponse exec(String path) {
    String pod = path.replaceFirst(".*/pods/", "").replaceFirst("/exec.*", "");
    List<String> command =
        Arrays.stream(path.substring(path.indexOf('?') + 1).split("&"))
            .filter(each -> each.startsWith("command="))
            .map(each -> URLDecoder.decode(each.substring(8), StandardCharsets.UTF_8))
            .toList();
    return kubelet
        .node(pod)
        .map(
            node ->
                new MockResponse()
                    .withWebSocketUpgrade(new MockExec(() -> node.exec(visits.apply(command)))))
        .orElseGet(() -> MockAdmission.failed(500, "container not found"));
  }

  /** What the controllers do, in a time of their own. */
  private void act(RecordedRequest request, String body) {
    String name = request.getPath().replaceFirst("\\?.*", "").replaceFirst(".*/", "");
    if (request.getMethod().equals("POST")) {
      jobs.incrementAndGet();
      Job job = Serialization.unmarshal(body, Job.class);
      background(() -> run(job));
    } else if (request.getMethod().equals("DELETE")) {
      background(() -> kubelet.stop(name));
    }
  }

  private void run(Job job) {
    if (admission.holdsPods()) {
      held = Optional.of(job);
    } else {
      kubelet.run(job);
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
    controllers.execute(patient);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    controllers.shutdown();
    try { // Else a pod would still get its files where they are about to be removed.
      if (!controllers.awaitTermination(60, TimeUnit.SECONDS)) {
        throw new IOException("a pod has not begun within 60 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    client.close();
    kubelet.close();
    server.close();
  }
}
