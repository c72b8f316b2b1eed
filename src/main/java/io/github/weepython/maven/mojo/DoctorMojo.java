package io.github.weepython.maven.mojo;

import io.github.weepython.maven.doctor.Diagnostic;
import io.github.weepython.maven.doctor.DiagnosticsJson;
import io.github.weepython.maven.doctor.Doctor;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Suite;
import java.io.File;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Says which sandboxes, daemons, credentials and mirrors work here, and what to do about those that
 * don't. Fails only where nothing could compile.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends AbstractWeeMojo {
  /** The image that is to be pushed: its registry's credential is looked for. */
  @Parameter(property = "wee.image")
  private @Nullable String image;

  /** The Debian release that mirrors are asked for. */
  @Parameter(property = "wee.suite", defaultValue = "trixie")
  private String suite;

  /** Where the findings are written as JSON, if there is a project. */
  @Parameter(property = "wee.output", defaultValue = "${project.build.directory}/wee")
  private File output;

  @Override
  boolean skipThis() {
    return false;
  }

  @Override
  void run() {
    List<Diagnostic> findings = new ArrayList<>(List.of(java(), maven()));
    findings.addAll(
        new Doctor(environment(), InstantSource.system())
            .examine(
                Optional.ofNullable(image).map(String::strip).map(ImageName::parse),
                Suite.parse(suite.strip())));
    findings.forEach(this::tell);
    if (session().getCurrentProject().getFile() != null) {
      DiagnosticsJson.write(findings, output.toPath().resolve("doctor.json"));
      getLog().info("Written to " + output.toPath().resolve("doctor.json"));
    }
    Optional<Diagnostic> bad =
        findings.stream().filter(each -> each.verdict() == Diagnostic.Verdict.BAD).findFirst();
    if (bad.isPresent()) {
      throw new SpecException(
          "Nothing can be compiled here: %s: %s\nTo fix it: %s"
              .formatted(bad.get().subject(), bad.get().found(), bad.get().fix()));
    }
  }

  private Diagnostic java() {
    return new Diagnostic(
        "System",
        "Java",
        Diagnostic.Verdict.GOOD,
        "%s (%s) in %s, on %s %s %s, %d processors, heap up to %d MB"
            .formatted(
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20),
        "");
  }

  private Diagnostic maven() {
    return new Diagnostic(
        "System",
        "Maven",
        Diagnostic.Verdict.GOOD,
        session().getSystemProperties().getProperty("maven.version", "of unknown version"),
        "");
  }

  private void tell(Diagnostic finding) {
    String text =
        "%s: %s: %s"
            .formatted(finding.topic(), finding.subject(), finding.found().replace("\n", "\n    "));
    String fix = finding.fix().isEmpty() ? "" : "\n    To fix it: " + finding.fix();
    switch (finding.verdict()) {
      case GOOD -> getLog().info("[ok] " + text);
      case NOTE -> getLog().info("[--] " + text + fix);
      case WARNING -> getLog().warn(text + fix);
      case BAD -> getLog().error(text + fix);
    }
  }
}
