package io.github.weepython.maven.sandbox.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.KubernetesSettings;
import io.github.weepython.maven.spec.PodSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster is told to make for one job: a Job of one pod that is never started twice, and a
 * policy that lets nothing to or from its network.
 *
 * @param name of all that is made
 * @param image of the root
 * @param architecture which nodes have as a label
 */
record JobManifest(
    String name,
    String image,
    Architecture architecture,
    CompilerSettings.Limits limits,
    KubernetesSettings pods) {
  /** Every object of wee's has it. */
  static final String MANAGED = "app.kubernetes.io/managed-by";

  static final String WEE = "wee-maven-plugin";

  /** By which one job's pod is found. */
  static final String JOB = "io.github.weepython/job";

  /** The container's name: a cluster may add others, as a mesh does. */
  static final String CONTAINER = "wee";

  /** Where the pod's shell and its visitors leave word for each other; beside the root's own. */
  static final String FOLDER = "/tmp/.wee-job";

  /** After which a pod that nobody visits ends by itself, before its sources came or after all. */
  private static final int PATIENCE_SECONDS = 3600;

  /** After which the cluster forgets a Job that has ended, if wee can't any more. */
  private static final int KEPT_SECONDS = 600;

  /**
   * Waits for the files, runs the job and tells its status, and stays until somebody has fetched
   * the rest. What the job has left running ends with it, where this is the first process.
   */
  private static final String SCRIPT =
      """
      d=%s
      mkdir -p "$d"
      n=0
      until [ -e "$d/go" ]; do
        sleep 0.2
        n=$((n + 1))
        [ $n -lt %s ] || exit 1
      done
      (exec env -i "$@") </dev/null >"$d/log" 2>&1 &
      echo $! >"$d/pid.new" && mv "$d/pid.new" "$d/pid"
      wait $!
      status=$?
      if [ $$ = 1 ]; then kill -9 -1 || :; fi
      echo $status >"$d/status.new" && mv "$d/status.new" "$d/status"
      exec sleep %s
      """
          .formatted(FOLDER, PATIENCE_SECONDS * 5, PATIENCE_SECONDS);

  Job job(Sandbox.Job job, Map<String, String> owner) {
    Map<String, String> labels = new TreeMap<>(pods.pod().labels());
    labels.putAll(Map.of(MANAGED, WEE, JOB, name));
    return new JobBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .withAnnotations(owner)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withActiveDeadlineSeconds(pods.deadline().toSeconds())
        .withTtlSecondsAfterFinished(KEPT_SECONDS)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        // A mesh's container would neither end nor let the policy be.
        .withAnnotations(
            Map.of("sidecar.istio.io/inject", "false", "linkerd.io/inject", "disabled"))
        .endMetadata()
        .withSpec(pod(job))
        .endTemplate()
        .endSpec()
        .build();
  }

  private PodSpec pod(Sandbox.Job job) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withHostname("wee")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(0L)
        .withServiceAccountName(pods.pod().serviceAccount().orElse(null))
        .withNodeSelector(nodeSelector())
        .withTolerations(tolerations())
        .withImagePullSecrets(pods.pullSecrets().stream().map(LocalObjectReference::new).toList())
        .withNewSecurityContext()
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container(job))
        .build();
  }

  /** The labels that a node must have. */
  Map<String, String> nodeSelector() {
    Map<String, String> all = new TreeMap<>(pods.pod().nodeSelector());
    all.putAll(Map.of("kubernetes.io/os", "linux", "kubernetes.io/arch", architecture.toString()));
    return all;
  }

  private List<Toleration> tolerations() {
    List<Toleration> all = new ArrayList<>();
    // Google's nodes of another processor take only who says so.
    all.add(
        new Toleration("NoSchedule", "kubernetes.io/arch", "Equal", null, architecture.toString()));
    for (PodSettings.Tolerated taint : pods.pod().tolerations()) {
      all.add(
          new TolerationBuilder()
              .withKey(taint.key())
              .withOperator(taint.value().isPresent() ? "Equal" : "Exists")
              .withValue(taint.value().orElse(null))
              .withEffect(taint.effect().orElse(null))
              .build());
    }
    return all;
  }

  private Container container(Sandbox.Job job) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "wee"));
    new TreeMap<>(job.environment()).forEach((key, value) -> command.add(key + "=" + value));
    command.addAll(job.command());
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent") // Its digest is in the name.
        .withCommand(escaped(command))
        .withWorkingDir("/")
        .withNewSecurityContext()
        .withRunAsUser(0L)
        .withRunAsGroup(0L)
        .withAllowPrivilegeEscalation(false)
        .endSecurityContext()
        .withResources(resources())
        .build();
  }

  /** A cluster puts variables in for {@code $(NAME)}, and takes {@code $$} for a dollar. */
  private static List<String> escaped(List<String> command) {
    return command.stream().map(each -> each.replace("$", "$$")).toList();
  }

  private ResourceRequirements resources() {
    Map<String, Quantity> most = new TreeMap<>();
    if (limits.memory() > 0) {
      most.put("memory", new Quantity(Long.toString(limits.memory())));
    }
    if (limits.cpus() > 0) {
      most.put("cpu", new Quantity(Math.round(Math.ceil(limits.cpus() * 1000)) + "m"));
    }
    return new ResourceRequirementsBuilder().withLimits(most).withRequests(most).build();
  }

  /** Goes when the Job goes, whoever removes it. */
  NetworkPolicy policy(Job made) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of(MANAGED, WEE))
        .addNewOwnerReference()
        .withApiVersion("batch/v1")
        .withKind("Job")
        .withName(name)
        .withUid(made.getMetadata().getUid())
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Map.of(JOB, name))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .endSpec()
        .build();
  }
}
