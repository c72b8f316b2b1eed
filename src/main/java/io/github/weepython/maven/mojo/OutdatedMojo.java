package io.github.weepython.maven.mojo;

import io.github.weepython.maven.outdated.Finding;
import io.github.weepython.maven.outdated.FindingsWriter;
import io.github.weepython.maven.pipeline.OutdatedService;
import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Says what of the last build is outdated, for a nightly job: a newer release of the series, fixes
 * pending in Debian's packages and in Debian's patches to CPython, and whether Python or suite are
 * past their end of life. Writes a table to the log and {@code target/wee/outdated.json}; builds
 * nothing.
 */
@Mojo(name = "outdated", requiresProject = false, threadSafe = true)
public final class OutdatedMojo extends AbstractImageMojo {
  /** Whether the goal fails if anything is outdated. */
  @Parameter(property = "wee.failOnOutdated", defaultValue = "false")
  private boolean failOnOutdated;

  @Override
  boolean skipThis() {
    return false;
  }

  @Override
  void run() {
    List<Finding> findings =
        new OutdatedService(environment(), progress(), InstantSource.system()).findings(specs());
    Path file = output().resolve("outdated.json");
    FindingsWriter.write(findings, file);
    if (findings.isEmpty()) {
      getLog().info("Nothing is outdated.");
    } else {
      FindingsWriter.table(findings).forEach(getLog()::warn);
    }
    getLog().info("Written to " + file);
    if (failOnOutdated && !findings.isEmpty()) {
      throw new SpecException(FindingsWriter.failure(findings, file));
    }
  }
}
