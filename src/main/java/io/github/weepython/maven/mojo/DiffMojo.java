package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.ImageComparer;
import io.github.weepython.maven.pipeline.LockComparer;
import io.github.weepython.maven.report.ChangeList;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Says what differs between two lock files or two images: packages, the CVE numbers that are fixed,
 * patches, settings, files, sizes. For the release note of an image.
 */
@Mojo(name = "diff", requiresProject = false, threadSafe = true)
public final class DiffMojo extends AbstractWeeMojo {
  /**
   * What is older: a lock file, the reference of an image in a registry, or a folder of {@code
   * target/wee}.
   */
  @Parameter(property = "wee.diff.from")
  private String from;

  /** What is newer, of the same kind; by default the project's lock file. */
  @Parameter(property = "wee.diff.to", defaultValue = "${project.basedir}/wee.lock")
  private String to;

  /** Which platform's image of an index is compared. */
  @Parameter(property = "wee.diff.platform", defaultValue = "linux/amd64")
  private String platform;

  /**
   * A file or URL with the data of Debian's security tracker: vulnerabilities that were opened and
   * fixed are listed then.
   */
  @Parameter(property = "wee.securityTracker")
  private @Nullable String securityTracker;

  /** Seconds after which reading a registry gives up. */
  @Parameter(property = "wee.pullTimeout", defaultValue = "600")
  private int pullTimeout;

  /** Whether plain HTTP is accepted for registries beyond this machine. */
  @Parameter(property = "wee.allowInsecureRegistry", defaultValue = "false")
  private boolean allowInsecureRegistry;

  /** A file for the result as well: Markdown if it ends in .md, HTML for .html, else text. */
  @Parameter(property = "wee.diff.output")
  private @Nullable File output;

  @Override
  boolean skipThis() {
    return false;
  }

  @Override
  void run() {
    from =
        ParameterParser.required(
            "-Dwee.diff.from",
            from,
            "a lock file, a folder such as target/wee, or " + ImageReference.EXPECTED);
    Duration timeout = ParameterParser.seconds("pullTimeout", pullTimeout);
    to = to.replace("${project.basedir}" + File.separator, ""); // There may be no project.
    List<String> changes = isLock(from) || isLock(to) ? locks() : images(timeout);
    String title = "Changes from " + name(from) + " to " + name(to);
    ChangeList.TEXT.of(title, changes).lines().forEach(getLog()::info);
    if (output != null) {
      write(inProject(output), title, changes);
    }
  }

  /** A file; an image is a folder or a reference. */
  private boolean isLock(String named) {
    return named.endsWith(".lock") || Files.isRegularFile(inProject(named));
  }

  private List<String> locks() {
    if (!isLock(from) || !isLock(to)) {
      throw new SpecException(
          ("-Dwee.diff.from=%s and -Dwee.diff.to=%s are not of the same kind. Expected two"
                  + " lock files, or two images, each a reference such as"
                  + " registry.example.com/team/python:3.13.5-wee or a folder such as target/wee.")
              .formatted(from, to));
    }
    return new LockComparer(environment(), tracker(), progress())
        .compare(inProject(from), inProject(to));
  }

  private List<String> images(Duration timeout) {
    return new ImageComparer(environment(), tracker(), timeout, allowInsecureRegistry, progress())
        .compare(image(from), image(to), Platform.parse(platform, "-Dwee.diff.platform to one"));
  }

  private Optional<URI> tracker() {
    return ParameterParser.text(securityTracker)
        .map(text -> logins().strip("<securityTracker>", text))
        .map(text -> ParameterParser.location(text, this::inProject));
  }

  private String image(String named) {
    Path folder = inProject(named);
    return Files.isDirectory(folder) ? folder.toString() : named;
  }

  /** A lock by its file's name, an image as it was said. */
  private String name(String named) {
    return isLock(named) ? new File(named).getName() : named;
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
