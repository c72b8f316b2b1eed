package io.github.weepython.maven.mojo;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.pipeline.VerifyService;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Looks at the images that {@code build} made from within, in a sandbox or a daemon's container:
 * each module of the standard library imports and writes no bytecode, TLS, locales, time zones and
 * what else is Debian's work, pip installs a wheel, and a C extension is built by the suite's gcc.
 * Each image gets a report as JUnit's, {@code target/wee/verify/TEST-*.xml}.
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

  @Override
  boolean skipThis() {
    return skipVerify;
  }

  @Override
  void run() {
    Path folder = output();
    List<BuiltImage> images =
        SessionImages.recall(context(), folder).orElseGet(() -> BuiltImages.read(folder));
    new VerifyService(environment(), progress(), InstantSource.system())
        .verify(specs(images), images, folder.resolve("verify"));
  }
}
