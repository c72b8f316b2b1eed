package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.pipeline.CacheService;
import io.github.weepython.maven.pipeline.DaemonImageLoader;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.ImageSpec;
import java.io.File;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Builds the image and writes it to {@code target/wee}. */
@Mojo(
    name = "build",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class BuildMojo extends AbstractImageMojo {
  /** Skips building: later goals take what an earlier run left in {@code target/wee}. */
  @Parameter(property = "wee.skipBuild", defaultValue = "false")
  private boolean skipBuild;

  /**
   * Whether the image is loaded into a Docker or Podman daemon with its tags: the one that {@code
   * DOCKER_HOST} or Docker's context names, else the first that answers.
   */
  @Parameter(property = "wee.load", defaultValue = "false")
  private boolean load;

  /**
   * The largest size of the cache, such as {@code 20GB}: after the build, what has been unused for
   * longest is removed until the rest fits. What running builds use stays. By default nothing is
   * removed; see {@code wee:clean-cache}.
   */
  @Parameter(property = "wee.cacheMaxSize")
  private @Nullable String cacheMaxSize;

  /** Who signs when it is pushed: a key that can't be used is refused before anything is built. */
  @Parameter private @Nullable SignElement sign;

  /** The file with the private key, instead of the {@code <key>} of {@code <sign>}. */
  @Parameter(property = "wee.sign.key")
  private @Nullable File signKey;

  /** Whether a certificate for the CI job's identity signs, instead of a key. */
  @Parameter(property = "wee.sign.keyless", defaultValue = "false")
  private boolean signKeyless;

  /** Whether nothing is going to be pushed, so that no key is needed. */
  @Parameter(property = "wee.skipPush", defaultValue = "false")
  private boolean skipPush;

  /** Who signs. */
  Signing signing() {
    return Signing.of(this, sign, signKey, signKeyless);
  }

  @Override
  boolean skipThis() {
    return skipBuild && !handOn();
  }

  @Override
  boolean installsWheels() {
    return true;
  }

  @Override
  void run() {
    if (skipBuild) {
      return;
    }
    Optional<ByteSize> most =
        Optional.ofNullable(cacheMaxSize)
            .map(text -> ByteSize.parse("<cacheMaxSize> or -Dwee.cacheMaxSize", text));
    if (!skipPush) {
      signing().keySigner(this);
    }
    List<ImageSpec> specs = specs();
    DaemonImageLoader loads = new DaemonImageLoader(environment(), progress());
    if (load) {
      loads.require();
    }
    List<BuiltImage> images = build(specs);
    if (load) {
      images.forEach(loads::load);
    }
    most.flatMap(size -> new CacheService(cacheFolder(), Instant.now()).shrink(size))
        .ifPresent(getLog()::info);
  }
}
