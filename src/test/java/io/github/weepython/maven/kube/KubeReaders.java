package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.github.weepython.maven.fuzz.AnsweringServer;
import java.nio.file.Path;
import java.util.List;

/** This room's readers, for the fuzzer. */
public final class KubeReaders {
  private static final AnsweringServer SERVER = AnsweringServer.start();
  private static final Cluster CLUSTER = new Cluster(config(), "wee", "the fuzzer's");

  private KubeReaders() {}

  private static Config config() {
    Config config = Config.empty();
    config.setMasterUrl("http://127.0.0.1:" + SERVER.port());
    config.setNamespace("wee");
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(2000);
    return config;
  }

  /**
   * The parts are what an API server says of its version, of a job that it is to make, of jobs, of
   * pods, and of events.
   */
  public static void answers(byte[] bytes, Path root) {
    List<String> requests =
        List.of("GET /version", "POST /apis/batch", "GET /apis/batch", "/pods", "/events");
    SERVER.answer(
        bytes,
        request ->
            requests.stream()
                .filter(request::contains)
                .findFirst()
                .map(requests::indexOf)
                .orElse(-1));
    CLUSTER.warnings("a");
    refused(CLUSTER::version);
    refused(() -> CLUSTER.pod("a", "b"));
    refused(() -> CLUSTER.jobs("a", "b"));
    refused(CLUSTER::lacking);
    CLUSTER.create(new JobBuilder().withNewMetadata().withName("a").endMetadata().build());
  }

  /** Each question is asked, whatever became of the one before. */
  private static void refused(Runnable question) {
    try {
      question.run();
    } catch (KubeException e) {
      // In its own words.
    }
  }

  /** The bytes are what a command in a pod ended with. */
  public static void execStatus(byte[] bytes, Path root) {
    ExecStatus.parse(bytes);
  }
}
