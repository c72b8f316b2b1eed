package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.BuiltImage;
import io.github.weepython.maven.pipeline.Pipeline;
import io.github.weepython.maven.publish.Credentials;
import io.github.weepython.maven.publish.PushResult;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.spec.ImageSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Pushes the image to its registry: only what the registry lacks. */
@Mojo(
    name = "push",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class PushMojo extends AbstractWeeMojo {
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
    Path home = Path.of(System.getProperty("user.home"));
    PushSettings settings =
        new PushSettings(
            new Credentials(Optional.empty(), System.getenv(), home),
            Duration.ofSeconds(pushTimeout),
            Duration.ofMillis(500),
            allowInsecureRegistry);
    for (BuiltImage each : build(spec, pipeline)) {
      PushResult result = pipeline.push(spec, each, settings);
      getLog()
          .info(
              "Pushed %s@%s: %d blobs sent (%.1f MB), %d there already"
                  .formatted(
                      spec.image(),
                      result.digest().oci(),
                      result.blobsSent(),
                      result.bytesSent() / 1e6,
                      result.blobsThere()));
    }
  }
}
