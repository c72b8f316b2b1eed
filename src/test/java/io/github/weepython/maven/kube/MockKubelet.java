package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the pods of a {@link MockCluster}'s Jobs: job controller, kubelet and nodes in one. */
final class MockKubelet implements AutoCloseable {
  private final String namespace;
  private final Path dir;
  private final KubernetesClient client;
  private final Map<String, MockNode> nodes = new ConcurrentHashMap<>();
  private volatile Optional<PodStatus> fate = Optional.empty();

  /**
   * @param dir an empty directory
   */
  MockKubelet(String namespace, Path dir, KubernetesClient client) {
    this.namespace = namespace;
    this.dir = dir;
    this.client = client;
  }

  /** From now on pods never run, but have this status. */
  void podsAre(PodStatus status) {
    fate = Optional.of(status);
  }

  /** What becomes of the pod that runs, in the middle; its processes end. */
  void change(PodStatus status) {
    for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
      put(new PodBuilder(pod).withStatus(status).build());
    }
    nodes.values().forEach(MockNode::kill);
  }

  /** The node of that pod, while it is up. */
  Optional<MockNode> node(String pod) {
    return Optional.ofNullable(nodes.get(pod)).filter(MockNode::isAlive);
  }

  /** Ends the processes of all pods. */
  void kill() {
    nodes.values().forEach(MockNode::kill);
  }

  void run(Job job) {
    String name = job.getMetadata().getName();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name + "-x7k2p")
            .withNamespace(namespace)
            .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
            .endMetadata()
            .withSpec(job.getSpec().getTemplate().getSpec())
            .withStatus(fate.orElseGet(() -> PodStatuses.waiting("ContainerCreating", "")))
            .build();
    client.resource(pod).inNamespace(namespace).create();
    if (fate.isEmpty()) {
      start(pod);
    }
  }

  private void start(Pod pod) {
    var container = pod.getSpec().getContainers().get(0);
    String name = pod.getMetadata().getName();
    List<String> command = container.getCommand().stream().map(MockKubelet::expanded).toList();
    try {
      MockNode node =
          MockNode.start(
              dir.resolve(name),
              container.getImage(),
              pod.getSpec().getNodeSelector().get("kubernetes.io/arch"),
              command);
      nodes.put(name, node);
      if (client.pods().inNamespace(namespace).withName(name).get() == null) {
        remove(name); // It was removed while its image was pulled.
        return;
      }
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

  void stop(String job) {
    String pod = job + "-x7k2p";
    client.pods().inNamespace(namespace).withName(pod).delete();
    remove(pod);
  }

  private void remove(String pod) {
    MockNode node = nodes.remove(pod);
    if (node != null) {
      node.close();
    }
  }

  private void put(Pod pod) {
    client.resource(pod).inNamespace(namespace).update();
  }

  @Override
  public void close() {
    nodes.values().forEach(MockNode::close);
  }
}
