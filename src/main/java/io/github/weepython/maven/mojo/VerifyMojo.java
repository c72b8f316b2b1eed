package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.pipeline.VerifyService;
import io.github.weepython.maven.spec.CommandCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks from the inside the images that {@code build} made, in a sandbox or a daemon's container:
 * each module of the standard library imports and writes no bytecode, TLS, locales, time zones and
 * other parts that come from Debian, pip installs a wheel, and a C extension is built by the
 * suite's gcc. Of several platforms' images this machine's is checked, or the first where there is
 * none of its platform. Each image gets a report in JUnit's format, {@code
 * target/wee/verify/TEST-*.xml}.
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class VerifyMojo extends AbstractImageMojo {
  /** Skips verifying. */
  @Parameter(property = "wee.skipVerify", defaultValue = "false")
  private boolean skipVerify;

  /**
   * What the image's program is expected to do, started in a sandbox with its own user, no network
   * and a root file system that it can't write to: {@code <port>}, on which it listens (several are
   * separated by commas), or {@code <exitStatus>}, with which it ends; {@code <command>}, its words
   * instead of the image's own; {@code <timeout>}, by default {@code 60s}. It is ended then. Only
   * {@code <volumes>} can be written to.
   */
  @Parameter private @Nullable VerifyElement verify;

  @Override
  boolean skipThis() {
    return skipVerify;
  }

  /** What the image's program is expected to do, if anything. */
  Optional<CommandCheck> command() {
    return Optional.ofNullable(verify).map(element -> element.check(this::filled));
  }

  @Override
  void run() {
    Optional<CommandCheck> command = command();
    Path folder = output();
    List<BuiltImage> images =
        SessionImages.recall(context(), folder).orElseGet(() -> BuiltImages.read(folder));
    new VerifyService(environment(), progress(), InstantSource.system())
        .verify(specs(images), images, here(), command, folder.resolve("verify"));
  }
}
