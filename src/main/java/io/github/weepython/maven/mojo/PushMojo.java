package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.BuiltImage;
import io.github.weepython.maven.pipeline.Pipeline;
import io.github.weepython.maven.spec.ImageSpec;
import java.time.Duration;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Pushes the image to its registry: only what the registry lacks. */
@Mojo(
    name = "push",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class PushMojo extends AbstractImageMojo {
  /** Skips pushing. */
  @Parameter(property = "wee.skipPush", defaultValue = "false")
  private boolean skipPush;

  /** Seconds after which a push gives up. */
  @Parameter(property = "wee.pushTimeout", defaultValue = "600")
  private int pushTimeout;

  /** Whether plain HTTP will do for registries beyond this machine. */
  @Parameter(property = "wee.allowInsecureRegistry", defaultValue = "false")
  private boolean allowInsecureRegistry;

  @Override
  boolean skipThis() {
    return skipPush;
  }

  @Override
  void run() {
    ImageSpec spec = spec();
    Pipeline pipeline = pipeline(progress());
    for (BuiltImage each : build(spec, pipeline)) {
      pipeline.push(spec, each, Duration.ofSeconds(pushTimeout), allowInsecureRegistry);
    }
  }
}
