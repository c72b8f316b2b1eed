package io.github.weepython.maven.mojo;

import io.github.weepython.maven.audit.Severity;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.pipeline.AuditService;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Says which vulnerabilities the images that {@code build} made have, by Debian's security tracker:
 * by severity, with the packages that bring them, and without what the VEX beside the image
 * settles. Writes a table to the log and {@code target/wee/audit.json}; can fail the build.
 */
@Mojo(
    name = "audit",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class AuditMojo extends AbstractImageMojo {
  private static final URI TRACKER =
      URI.create("https://security-tracker.debian.org/tracker/data/json");

  /** Skips the audit. */
  @Parameter(property = "wee.skipAudit", defaultValue = "false")
  private boolean skipAudit;

  /**
   * The most severe that may be open, else the goal fails: {@code none}, {@code unimportant},
   * {@code low}, {@code unassigned} (Debian has not said yet), {@code medium} or {@code high}, with
   * which it never fails.
   */
  @Parameter(property = "wee.maxSeverity", defaultValue = "high")
  private String maxSeverity;

  @Override
  boolean skipThis() {
    return skipAudit;
  }

  @Override
  void run() {
    Optional<Severity> budget = Severity.budget(maxSeverity);
    Path folder = output();
    List<BuiltImage> images =
        SessionImages.recall(context(), folder).orElseGet(() -> BuiltImages.read(folder));
    new AuditService(environment(), progress(), InstantSource.system())
        .audit(images, securityTracker().orElse(TRACKER), budget, folder);
  }
}
