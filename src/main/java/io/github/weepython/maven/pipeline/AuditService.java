package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.audit.AuditReport;
import io.github.weepython.maven.audit.ImageAudit;
import io.github.weepython.maven.audit.Issue;
import io.github.weepython.maven.audit.Severity;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sbom.CycloneDx;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.vex.OpenVex;
import io.github.weepython.maven.vex.SecurityTracker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says which vulnerabilities built images have, by their SBOM and VEX. */
public final class AuditService {
  /** Beside the images. */
  public static final String FILE = "audit.json";

  private static final int SHOWN = 5;
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public AuditService(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Writes what is open to the log and to a file.
   *
   * @param tracker Debian's, a file or a URL
   * @param budget as {@link Severity#budget} has it
   * @throws SpecException when something more severe is open
   */
  public void audit(List<BuiltImage> images, URI tracker, Optional<Severity> budget, Path output) {
    List<ImageAudit.Subject> subjects = new ArrayList<>();
    images.forEach(image -> subjects.addAll(subjects(image)));
    Set<String> sources = new TreeSet<>();
    subjects.forEach(each -> sources.addAll(each.sources()));
    SecurityTracker known =
        new TrackerReader(Sources.of(environment, progress, clock).fetcher())
            .read(tracker, sources);
    List<ImageAudit> audits = subjects.stream().map(each -> ImageAudit.of(each, known)).toList();
    audits.forEach(this::tell);
    Path file = output.resolve(FILE);
    try {
      Files.write(file, AuditReport.json(audits));
    } catch (IOException e) {
      throw OutputException.unwritten(file, e);
    }
    progress.info("Written to " + file);
    audits.forEach(each -> check(each, budget, file));
  }

  private void tell(ImageAudit audit) {
    progress.info(
        "%s: %d vulnerabilities of CPython are patched%s"
            .formatted(
                audit.image(),
                audit.patched().size(),
                audit.patched().isEmpty() ? "" : ": " + String.join(" ", audit.patched())));
    audit.cpython().caveat().ifPresent(text -> progress.warn(audit.image() + ": " + text));
    if (audit.open().isEmpty() && audit.cpython().audited()) {
      progress.info(audit.image() + ": no vulnerability that Debian knows of is open");
    } else {
      progress.warn("%s: open vulnerabilities: %d".formatted(audit.image(), audit.open().size()));
      AuditReport.table(audit).forEach(progress::warn);
    }
  }

  private static void check(ImageAudit audit, Optional<Severity> budget, Path file) {
    List<Issue> beyond = audit.beyond(budget);
    if (!beyond.isEmpty()) {
      List<String> first =
          beyond.stream()
              .limit(SHOWN)
              .map(
                  each ->
                      "%s (%s) in %s %s%s"
                          .formatted(
                              each.cve(),
                              each.severity().text(),
                              each.source(),
                              each.version(),
                              each.fixed().isEmpty()
                                  ? ", not fixed yet"
                                  : ", fixed in " + each.fixed()))
              .toList();
      throw new SpecException(
          "%s: vulnerabilities that are more severe than <maxSeverity> or -Dwee.maxSeverity allows: %d%n  %s%s%nBuild again with -U where a version fixes it, say in <vex> why it doesn't affect you, or raise <maxSeverity>. All of them: %s"
              .formatted(
                  audit.image(),
                  beyond.size(),
                  String.join(System.lineSeparator() + "  ", first),
                  beyond.size() > SHOWN ? "%n  and %d more".formatted(beyond.size() - SHOWN) : "",
                  file));
    }
  }

  private static List<ImageAudit.Subject> subjects(BuiltImage image) {
    return IndexWriter.folders(image).values().stream()
        .map(folder -> subject(image, folder))
        .toList();
  }

  private static ImageAudit.Subject subject(BuiltImage image, Path folder) {
    JsonNode sbom = json(folder.resolve(CycloneDx.FILE));
    String name =
        image.reference() + (image.platforms().isEmpty() ? "" : " (" + folder.getFileName() + ")");
    return new ImageAudit.Subject(
        name, sbom, json(folder.resolve(OpenVex.FILE)), codename(sbom), image.python().toString());
  }

  private static String codename(JsonNode sbom) {
    for (JsonNode component : sbom.path("components")) {
      if (component.path("type").asText("").equals("operating-system")) {
        return Arrays.stream(Suite.values())
            .filter(suite -> suite.release() == component.path("version").asInt())
            .map(Suite::codename)
            .findFirst()
            .orElse("");
      }
    }
    return "";
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new SpecException(
          "wee:audit needs %s, which can't be read (%s). Build the image anew: mvn package"
              .formatted(file, Causes.of(e)),
          e);
    }
  }
}
