package io.github.weepython.maven.sandbox.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What to do about a pod that the scheduler has no node for, by the words in which it says why (the
 * reasons of kube-scheduler's plugins NodeResourcesFit, NodeAffinity and TaintToleration).
 */
final class SchedulingHint {
  /** How a state begins that is about nodes. */
  static final String NO_NODE = "no node accepts the pod: ";

  private SchedulingHint() {}

  /**
   * A sentence.
   *
   * @param waiting what the pod waits for
   */
  static String of(String waiting, JobManifest manifest) {
    return insufficient(waiting)
        .or(() -> labels(waiting, manifest))
        .or(() -> taint(waiting))
        .orElseGet(() -> "It needs a node of %s that has room.".formatted(manifest.architecture()));
  }

  private static Optional<String> insufficient(String waiting) {
    boolean memory = waiting.contains("Insufficient memory");
    boolean processors = waiting.contains("Insufficient cpu");
    if (!memory && !processors) {
      return Optional.empty();
    }
    String parameters =
        memory && processors
            ? "<compilerMemory> and <compilerCpus>"
            : memory ? "<compilerMemory>" : "<compilerCpus>";
    return Optional.of(
        "Set %s to what a node has free, or add a larger node.".formatted(parameters));
  }

  private static Optional<String> labels(String waiting, JobManifest manifest) {
    if (!waiting.contains("affinity/selector") && !waiting.contains("Pod's node affinity")) {
      return Optional.empty();
    }
    Map<String, String> wanted = new TreeMap<>(manifest.nodeSelector());
    return Optional.of(
        "It needs a node with the labels %s; see kubectl get nodes --show-labels, <platforms> and <builderNodeSelector>."
            .formatted(
                wanted.entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .collect(Collectors.joining(", "))));
  }

  private static Optional<String> taint(String waiting) {
    return waiting.contains("untolerated taint")
        ? Optional.of(
            "Name the taints that it may tolerate in <builderTolerations> or"
                + " -Dwee.builderTolerations.")
        : Optional.empty();
  }
}
