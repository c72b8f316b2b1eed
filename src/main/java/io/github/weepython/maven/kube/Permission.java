package io.github.weepython.maven.kube;

import java.util.List;

/**
 * What a user of the cluster may do in the namespace.
 *
 * @param group the API group; empty for the core one
 * @param subresource empty for the resource itself
 */
public record Permission(String group, String resource, String subresource, String verb) {
  /** All that a compile needs; docs/kubernetes.md has the same as a Role. */
  static final List<Permission> ALL =
      List.of(
          new Permission("batch", "jobs", "", "create"),
          new Permission("batch", "jobs", "", "get"),
          new Permission("batch", "jobs", "", "list"),
          new Permission("batch", "jobs", "", "delete"),
          new Permission("", "pods", "", "list"),
          // A WebSocket is opened by GET, which newer servers take for a create as well.
          new Permission("", "pods", "exec", "get"),
          new Permission("", "pods", "exec", "create"),
          new Permission("networking.k8s.io", "networkpolicies", "", "create"),
          new Permission("networking.k8s.io", "networkpolicies", "", "delete"));

  /** What to do about one that is lacking. */
  public static String howTo(String namespace) {
    return ("Create a Role in the namespace %s that allows: create, get, list, delete of jobs"
            + " (batch); list of pods; get, create of pods/exec; create, delete of networkpolicies"
            + " (networking.k8s.io); and, to show what the cluster complains about, list of events."
            + " docs/kubernetes.md has it to copy.")
        .formatted(namespace);
  }

  @Override
  public String toString() {
    String what = subresource.isEmpty() ? resource : resource + "/" + subresource;
    return verb + " " + what + (group.isEmpty() ? "" : "." + group);
  }
}
