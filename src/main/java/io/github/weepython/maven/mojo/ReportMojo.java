package io.github.weepython.maven.mojo;

import io.github.weepython.maven.report.Reports;
import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code report.html} on the images that {@code build} made: where their bytes go, by layer,
 * package and Python module, which packages are in them under which licences, and how flavours and
 * other builds compare.
 */
@Mojo(name = "report", requiresProject = false, threadSafe = true)
public final class ReportMojo extends AbstractWeeMojo {
  /** Where the goal build wrote its files. */
  @Parameter(property = "wee.output", defaultValue = "${project.build.directory}/wee")
  private File output;

  /** Folders of other builds to compare with. */
  @Parameter(property = "wee.compareWith")
  private @Nullable List<File> compareWith;

  /** Skips the report. */
  @Parameter(property = "wee.skipReport", defaultValue = "false")
  private boolean skipReport;

  @Override
  boolean skipThis() {
    return skipReport;
  }

  @Override
  void run() {
    List<File> others = ParameterParser.elements("compareWith", compareWith);
    getLog()
        .info(
            "Report: "
                + Reports.write(inProject(output), others.stream().map(File::toPath).toList()));
  }
}
