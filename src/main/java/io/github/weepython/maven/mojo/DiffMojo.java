package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.LockComparer;
import io.github.weepython.maven.report.ChangeList;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Says what differs between two lock files: packages, the CVE numbers that are fixed, patches,
 * sizes. For the release note of an image.
 */
@Mojo(name = "diff", requiresProject = false, threadSafe = true)
public final class DiffMojo extends AbstractWeeMojo {
  /** The older lock file. */
  @Parameter(property = "wee.diff.from", required = true)
  private File from;

  /** The newer lock file. */
  @Parameter(property = "wee.diff.to", defaultValue = "${project.basedir}/wee.lock")
  private File to;

  /** A file for the result as well: Markdown if it ends in .md, HTML for .html, else text. */
  @Parameter(property = "wee.diff.output")
  private @Nullable File output;

  @Override
  boolean skipThis() {
    return false;
  }

  @Override
  void run() {
    List<String> changes =
        new LockComparer(environment(), progress()).compare(from.toPath(), inProject(to));
    String title = "Changes from " + from.getName() + " to " + to.getName();
    ChangeList.TEXT.of(title, changes).lines().forEach(getLog()::info);
    if (output != null) {
      write(inProject(output), title, changes);
    }
  }

  private void write(Path file, String title, List<String> changes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, ChangeList.forFile(file.toString()).of(title, changes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    getLog().info("Written to " + file);
  }
}
