package io.github.weepython.maven.image;

import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.RuntimeConfig;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the config of an image says besides its layers (OCI image-spec, config.md).
 *
 * @param created every time in the image; cut to whole seconds
 * @param env such as {@code NAME=value}, in this order
 * @param exposedPorts such as {@code 8080/tcp}
 * @param history one line a layer, bottom first; empty for the layers' titles
 * @param runtime what a daemon does with a container
 */
public record ImageConfig(
    Platform platform,
    Instant created,
    List<String> env,
    List<String> entrypoint,
    List<String> cmd,
    Optional<String> user,
    Optional<String> workdir,
    Set<String> exposedPorts,
    Map<String, String> labels,
    List<String> history,
    RuntimeConfig runtime) {
  public ImageConfig {
    created = created.truncatedTo(ChronoUnit.SECONDS);
    env = List.copyOf(env);
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    exposedPorts = Set.copyOf(exposedPorts);
    labels = Map.copyOf(labels);
    history = List.copyOf(history);
  }

  /** A config that says nothing but where it runs and when it was made. */
  public static ImageConfig of(Platform platform, Instant created) {
    return builder(platform, created).build();
  }

  /** One that says nothing else until it is told to. */
  public static Builder builder(Platform platform, Instant created) {
    return new Builder(platform, created);
  }

  /** Puts a config together; what is not set stays empty. */
  public static final class Builder {
    private final Platform platform;
    private final Instant created;
    private List<String> env = List.of();
    private List<String> entrypoint = List.of();
    private List<String> cmd = List.of();
    private Optional<String> user = Optional.empty();
    private Optional<String> workdir = Optional.empty();
    private Set<String> exposedPorts = Set.of();
    private Map<String, String> labels = Map.of();
    private List<String> history = List.of();
    private RuntimeConfig runtime = RuntimeConfig.NONE;

    private Builder(Platform platform, Instant created) {
      this.platform = platform;
      this.created = created;
    }

    public Builder env(List<String> value) {
      env = value;
      return this;
    }

    public Builder entrypoint(List<String> value) {
      entrypoint = value;
      return this;
    }

    public Builder cmd(List<String> value) {
      cmd = value;
      return this;
    }

    public Builder user(Optional<String> value) {
      user = value;
      return this;
    }

    public Builder workdir(Optional<String> value) {
      workdir = value;
      return this;
    }

    public Builder exposedPorts(Set<String> value) {
      exposedPorts = value;
      return this;
    }

    public Builder labels(Map<String, String> value) {
      labels = value;
      return this;
    }

    public Builder history(List<String> value) {
      history = value;
      return this;
    }

    public Builder runtime(RuntimeConfig value) {
      runtime = value;
      return this;
    }

    public ImageConfig build() {
      return new ImageConfig(
          platform,
          created,
          env,
          entrypoint,
          cmd,
          user,
          workdir,
          exposedPorts,
          labels,
          history,
          runtime);
    }
  }
}
