package io.github.weepython.maven.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who compiles for platforms that are not this machine's.
 *
 * @param here this machine's platform; empty where each platform is to be taken for its own
 * @param addresses of daemons that the user names for a platform
 */
public record Builders(Optional<Platform> here, Map<Platform, String> addresses) {
  /** No platform is foreign. */
  public static final Builders NONE = new Builders(Optional.empty(), Map.of());

  public Builders {
    addresses = Map.copyOf(addresses);
  }

  /**
   * As in the pom: an element {@code linux-arm64} for each platform.
   *
   * @throws SpecException when an element is no platform, or its text no daemon's address
   */
  public static Builders parse(Platform here, Map<String, String> elements) {
    Map<Platform, String> all = new HashMap<>();
    new TreeMap<>(elements)
        .forEach(
            (name, address) -> {
              String text = address == null ? "" : address.strip();
              if (!text.matches("(ssh|tcp|unix|npipe)://.+")) {
                throw new SpecException(
                    "<builders> names '"
                        + text
                        + "' for "
                        + name
                        + "; a daemon as ssh://user@host, tcp://host:2376 or"
                        + " unix:///run/docker.sock is wanted.");
              }
              all.put(Platform.parse(name.replaceFirst("-", "/")), text);
            });
    return new Builders(Optional.of(here), all);
  }

  /** Whether the platform is another than this machine's. */
  public boolean isForeign(Platform platform) {
    return here.isPresent() && !here.get().equals(platform);
  }
}
