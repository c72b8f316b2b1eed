package io.github.weepython.maven.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How compiles on a Kubernetes cluster are to be.
 *
 * @param roots the repository that build roots are pushed to, and that the cluster pulls from
 * @param pullSecrets names of secrets by which it may; none for those of the service account
 * @param patience how long a pod may stay without a node
 * @param deadline after which the cluster ends a job
 * @param pod which nodes its pods go to, and whose they are
 */
public record KubernetesSettings(
    Optional<ImageName> roots,
    List<String> pullSecrets,
    Duration patience,
    Duration deadline,
    PodSettings pod) {
  /** What suits where the user wishes nothing else; without a repository. */
  public static final KubernetesSettings DEFAULT =
      new KubernetesSettings(
          Optional.empty(),
          List.of(),
          Duration.ofMinutes(5),
          Duration.ofHours(4),
          PodSettings.DEFAULT);

  public KubernetesSettings {
    pullSecrets = List.copyOf(pullSecrets);
    if (roots.isPresent() && roots.get().registry().isEmpty()) {
      throw new SpecException(
          "<builderImage> is '%s', which names no registry; expected a repository that the cluster can pull from, for example registry.example.com/team/wee-build-root."
              .formatted(roots.get()));
    }
    if (patience.isNegative() || deadline.isNegative() || deadline.isZero()) {
      throw new SpecException(
          ("<builderWait> is %d s and <builderDeadline> %d s; neither may be negative, and"
                  + " a deadline of 0 means none.")
              .formatted(patience.toSeconds(), deadline.toSeconds()));
    }
  }

  /**
   * As in the pom.
   *
   * @param roots blank for none
   * @param pullSecrets separated by commas
   * @param wait seconds
   * @param deadline seconds
   */
  public static KubernetesSettings parse(
      String roots, String pullSecrets, long wait, long deadline, PodSettings pod) {
    List<String> secrets =
        List.of(pullSecrets.split(",")).stream()
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    return new KubernetesSettings(
        Optional.of(roots.strip()).filter(each -> !each.isEmpty()).map(ImageName::parse),
        secrets,
        Duration.ofSeconds(wait),
        Duration.ofSeconds(deadline),
        pod);
  }
}
