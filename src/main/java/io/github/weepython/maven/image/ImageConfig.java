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
 * @param env as {@code NAME=value}, in this order
 * @param exposedPorts as {@code 8080/tcp}
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
    return new ImageConfig(
        platform,
        created,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Map.of(),
        List.of(),
        RuntimeConfig.NONE);
  }

  public ImageConfig withEnv(List<String> value) {
    return new ImageConfig(
        platform,
        created,
        value,
        entrypoint,
        cmd,
        user,
        workdir,
        exposedPorts,
        labels,
        history,
        runtime);
  }

  public ImageConfig withEntrypoint(List<String> value) {
    return new ImageConfig(
        platform, created, env, value, cmd, user, workdir, exposedPorts, labels, history, runtime);
  }

  public ImageConfig withCmd(List<String> value) {
    return new ImageConfig(
        platform,
        created,
        env,
        entrypoint,
        value,
        user,
        workdir,
        exposedPorts,
        labels,
        history,
        runtime);
  }

  public ImageConfig withUser(String value) {
    return new ImageConfig(
        platform,
        created,
        env,
        entrypoint,
        cmd,
        Optional.of(value),
        workdir,
        exposedPorts,
        labels,
        history,
        runtime);
  }

  public ImageConfig withWorkdir(String value) {
    return new ImageConfig(
        platform,
        created,
        env,
        entrypoint,
        cmd,
        user,
        Optional.of(value),
        exposedPorts,
        labels,
        history,
        runtime);
  }

  public ImageConfig withExposedPorts(Set<String> value) {
    return new ImageConfig(
        platform, created, env, entrypoint, cmd, user, workdir, value, labels, history, runtime);
  }

  public ImageConfig withLabels(Map<String, String> value) {
    return new ImageConfig(
        platform,
        created,
        env,
        entrypoint,
        cmd,
        user,
        workdir,
        exposedPorts,
        value,
        history,
        runtime);
  }

  public ImageConfig withHistory(List<String> value) {
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
        value,
        runtime);
  }

  public ImageConfig withRuntime(RuntimeConfig value) {
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
        value);
  }
}
