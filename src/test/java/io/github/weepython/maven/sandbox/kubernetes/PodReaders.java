package io.github.weepython.maven.sandbox.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.weepython.maven.fuzz.AnsweringServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This room's readers, for the fuzzer. */
public final class PodReaders {
  private PodReaders() {}

  /** The bytes are why a cluster lets something not in. */
  public static void refusal(byte[] bytes, Path root) {
    AdmissionRefusal.of(new String(bytes, StandardCharsets.UTF_8));
  }

  /** The parts are a job, its pod, and a warning about it. */
  public static void state(byte[] bytes, Path root) {
    List<byte[]> parts = AnsweringServer.parts(bytes);
    Optional<Job> job = read(parts, 0, Job.class);
    Optional<Pod> pod = read(parts, 1, Pod.class);
    List<String> warnings =
        parts.stream().skip(2).map(each -> new String(each, StandardCharsets.UTF_8)).toList();
    JobState.of(job, pod, warnings);
  }

  private static <T> Optional<T> read(List<byte[]> parts, int number, Class<T> type) {
    if (number >= parts.size()) {
      return Optional.empty();
    }
    try {
      String json = new String(parts.get(number), StandardCharsets.UTF_8);
      return Optional.ofNullable(Serialization.unmarshal(json, type));
    } catch (RuntimeException e) {
      return Optional.empty(); // The client itself tells of it.
    }
  }
}
