package io.github.weepython.maven.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which nodes of a cluster the pods of a compile go to, and what the cluster knows them by. The
 * syntax of labels and taints is that of kubectl (Kubernetes documentation, "Labels and Selectors",
 * "Taints and Tolerations").
 *
 * @param nodeSelector labels that a node must have, beside those of the platform
 * @param tolerations taints that a node may have
 * @param labels of Jobs and pods, beside wee's own
 * @param serviceAccount of the pods; that of the namespace when empty
 */
public record PodSettings(
    Map<String, String> nodeSelector,
    List<Tolerated> tolerations,
    Map<String, String> labels,
    Optional<String> serviceAccount) {
  /** Any node of the platform, and the namespace's own service account. */
  public static final PodSettings DEFAULT =
      new PodSettings(Map.of(), List.of(), Map.of(), Optional.empty());

  private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  private static final String DOMAIN = "[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?";
  private static final Pattern KEY = Pattern.compile("(?:" + DOMAIN + "/)?" + NAME);
  private static final Pattern VALUE = Pattern.compile("(?:" + NAME + ")?");
  private static final Pattern TAINT =
      Pattern.compile("([^=:]+)(?:=([^:]*))?(?::(NoSchedule|PreferNoSchedule|NoExecute))?");

  /** They come from {@code <platforms>}. */
  private static final Set<String> OF_THE_PLATFORM =
      Set.of("kubernetes.io/os", "kubernetes.io/arch");

  /** By which wee finds its own. */
  private static final Pattern OF_WEE =
      Pattern.compile("app\\.kubernetes\\.io/managed-by|io\\.github\\.weepython/.*");

  /**
   * A taint that a node may have.
   *
   * @param value any value when empty
   * @param effect any effect when empty
   */
  public record Tolerated(String key, Optional<String> value, Optional<String> effect) {}

  public PodSettings {
    nodeSelector = Map.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
    labels = Map.copyOf(labels);
  }

  /**
   * As in the pom; blank texts stand for nothing.
   *
   * @param nodeSelector such as {@code key=value,key=value}
   * @param tolerations such as {@code key=value:NoSchedule,key:NoExecute,key}
   * @param labels such as {@code key=value,key=value}
   * @throws SpecException when one of them is not in that form, or names what is wee's own
   */
  public static PodSettings parse(
      String nodeSelector, String tolerations, String labels, String serviceAccount) {
    Map<String, String> nodes = pairs("builderNodeSelector", nodeSelector);
    nodes.keySet().stream()
        .filter(OF_THE_PLATFORM::contains)
        .findFirst()
        .ifPresent(
            key -> {
              throw new SpecException(
                  "<builderNodeSelector> names %s, which <platforms> decides; remove it there."
                      .formatted(key));
            });
    Map<String, String> own = pairs("builderLabels", labels);
    own.keySet().stream()
        .filter(key -> OF_WEE.matcher(key).matches())
        .findFirst()
        .ifPresent(
            key -> {
              throw new SpecException(
                  "<builderLabels> names %s, by which wee finds its own Jobs; choose another key."
                      .formatted(key));
            });
    return new PodSettings(nodes, taints(tolerations), own, account(serviceAccount.strip()));
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static Map<String, String> pairs(String parameter, String text) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String part : parts(text)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      String value = part.substring(equals + 1);
      if (equals < 0 || !KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
        throw new SpecException(
            "<%s> has '%s'; expected labels of Kubernetes, separated by commas, for example pool=build,example.com/disk=ssd."
                .formatted(parameter, part));
      }
      if (all.putIfAbsent(key, value) != null) {
        throw new SpecException("<%s> names %s twice.".formatted(parameter, key));
      }
    }
    return all;
  }

  private static List<Tolerated> taints(String text) {
    List<Tolerated> all = new ArrayList<>();
    for (String part : parts(text)) {
      Matcher taint = TAINT.matcher(part);
      if (!taint.matches()
          || !KEY.matcher(taint.group(1)).matches()
          || (taint.group(2) != null && !VALUE.matcher(taint.group(2)).matches())) {
        throw new SpecException(
            "<builderTolerations> has '%s'; expected taints as kubectl writes them, separated by commas, for example dedicated=build:NoSchedule,spot:NoExecute."
                .formatted(part));
      }
      all.add(
          new Tolerated(
              taint.group(1),
              Optional.ofNullable(taint.group(2)),
              Optional.ofNullable(taint.group(3))));
    }
    return all;
  }

  private static Optional<String> account(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!name.matches(DOMAIN)) {
      throw new SpecException(
          "<builderServiceAccount> is '%s'; expected the name of a service account of the namespace, for example wee-builds."
              .formatted(name));
    }
    return Optional.of(name);
  }
}
