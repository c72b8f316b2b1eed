package io.github.weepython.maven.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who compiles for platforms that are not this machine's.
 *
 * @param here this machine's platform; empty where each platform is to be taken for its own
 * @param addresses of daemons and clusters that the user names for a platform
 * @param pods how a cluster is to work
 */
public record Builders(
    Optional<Platform> here, Map<Platform, String> addresses, KubernetesSettings pods) {
  private static final String CLUSTER = "kubernetes:";

  /** No platform is foreign. */
  public static final Builders NONE =
      new Builders(Optional.empty(), Map.of(), KubernetesSettings.DEFAULT);

  public Builders {
    addresses = Map.copyOf(addresses);
    addresses.forEach(
        (platform, address) -> {
          if (isCluster(address) && pods.roots().isEmpty()) {
            throw new SpecException(
                "<builders> names the cluster '%s' for %s, which pulls the build root from a registry: name a repository that wee may push to and the cluster may pull from, for example <builderImage>registry.example.com/team/wee-build-root</builderImage> or -Dwee.builderImage."
                    .formatted(address, platform));
          }
        });
  }

  /**
   * As in the pom: an element {@code linux-arm64} for each platform.
   *
   * @throws SpecException when an element is no platform, or its text no builder's address
   */
  public static Builders parse(
      Platform here, Map<String, String> elements, KubernetesSettings pods) {
    Map<Platform, String> all = new HashMap<>();
    new TreeMap<>(elements)
        .forEach(
            (name, address) -> {
              String text = address == null ? "" : address.strip();
              if (!isAddress(text)) {
                throw new SpecException(
                    "<builders> names '"
                        + text
                        + "' for "
                        + name
                        + "; expected a daemon such as ssh://user@host, tcp://host:2376 or"
                        + " unix:///run/docker.sock, or a cluster such as"
                        + " kubernetes:context/namespace.");
              }
              all.put(Platform.parse(name.replaceFirst("-", "/")), text);
            });
    return new Builders(Optional.of(here), all, pods);
  }

  /** What can't be the address of anything is told at once, and not by who would try it. */
  private static boolean isAddress(String text) {
    if (isCluster(text)) {
      return text.matches("\\S+");
    }
    try {
      URI uri = new URI(text);
      String path = String.valueOf(uri.getPath());
      return switch (String.valueOf(uri.getScheme())) {
        case "ssh" -> uri.getHost() != null;
        case "tcp" -> uri.getHost() != null && uri.getPort() > 0;
        case "unix", "npipe" -> uri.getHost() == null && path.matches("/.+");
        default -> false;
      };
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether the address is a Kubernetes cluster's, and no daemon's. */
  public static boolean isCluster(String address) {
    return address.startsWith(CLUSTER);
  }

  /** Whether the platform is another than this machine's. */
  public boolean isForeign(Platform platform) {
    return here.isPresent() && !here.get().equals(platform);
  }
}
