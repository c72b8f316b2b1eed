package io.github.weepython.maven.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.sbom.DebianPackage;
import io.github.weepython.maven.vex.CpythonRecords;
import io.github.weepython.maven.vex.SecurityTracker;
import io.github.weepython.maven.vex.SecurityTracker.Entry;
import io.github.weepython.maven.vex.SecurityTracker.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one image has, and what it has no more.
 *
 * @param image its reference, with the platform where there are several
 * @param open the most severe first
 * @param patched numbers of CPython's vulnerabilities that patches closed
 * @param cpython which of Debian's records CPython was judged by
 */
public record ImageAudit(
    String image, List<Issue> open, List<String> patched, CpythonRecords cpython) {
  private static final Comparator<Issue> ORDER =
      Comparator.comparing(Issue::determined)
          .thenComparing(Issue::severity)
          .reversed()
          .thenComparing(Issue::source)
          .thenComparing(Issue::cve);

  public ImageAudit {
    open = open.stream().sorted(ORDER).toList();
    patched = List.copyOf(patched);
  }

  /**
   * What the files beside an image say of it.
   *
   * @param sbom CycloneDX
   * @param vex OpenVEX
   * @param codename of Debian's release
   * @param python the release of CPython
   */
  public record Subject(String image, JsonNode sbom, JsonNode vex, String codename, String python) {
    /** The last part of the image's name. */
    String name() {
      String path = image.substring(image.lastIndexOf('/') + 1);
      return path.replaceFirst("[:@].*", "");
    }

    /** The source packages that are of interest. */
    public Set<String> sources() {
      Set<String> sources = new TreeSet<>();
      DebianPackage.read(sbom).forEach(each -> sources.add(each.source()));
      sources.add(CpythonRecords.source(python));
      return sources;
    }
  }

  /** Compares an image with what Debian knows. */
  public static ImageAudit of(Subject subject, SecurityTracker tracker) {
    VexVerdicts settled = VexVerdicts.by(subject.vex(), subject.name());
    List<Issue> open = new ArrayList<>();
    List<DebianPackage> all = DebianPackage.read(subject.sbom());
    DebianPackage.bySource(all)
        .forEach(
            (source, packages) -> {
              String known = known(source, packages, all);
              tracker
                  .of(source.name(), subject.codename())
                  .forEach(
                      (entry, state) -> {
                        boolean unknown = state.status().equals("undetermined");
                        if ((unknown || state.openIn(source.version()))
                            && !settled.of(entry.cve(), known, packages)) {
                          open.add(
                              issue(
                                  entry, state, source.name(), source.version(), names(packages)));
                        }
                      });
            });
    CpythonRecords cpython = CpythonRecords.of(tracker, subject.python(), subject.codename());
    open.addAll(cpython(cpython, settled));
    return new ImageAudit(subject.image(), open, settled.patched(), cpython);
  }

  /**
   * The name by which a statement is about all of a source package; none where a package of that
   * name is there in another version, which the statement may mean.
   */
  private static String known(
      DebianPackage.Source source, List<DebianPackage> packages, List<DebianPackage> all) {
    boolean another =
        all.stream()
            .filter(each -> !packages.contains(each))
            .anyMatch(each -> each.name().equals(source.name()));
    return another ? "source " + source.name() : source.name();
  }

  private static List<String> names(List<DebianPackage> packages) {
    return packages.stream().map(DebianPackage::name).sorted().toList();
  }

  /** Of CPython, which is no package here: what upstream's release has and nothing settles. */
  private static List<Issue> cpython(CpythonRecords records, VexVerdicts settled) {
    List<Issue> open = new ArrayList<>();
    records
        .open()
        .forEach(
            (entry, state) -> {
              if (!settled.of(entry.cve(), records.source(), List.of())) {
                open.add(
                    issue(entry, state, records.source(), records.python(), List.of("python")));
              }
            });
    return open;
  }

  private static Issue issue(
      Entry entry, State state, String source, String version, List<String> packages) {
    return new Issue(
        entry.cve(),
        Severity.ofUrgency(state.urgency()),
        source,
        version,
        packages,
        state.status().equals("resolved") ? state.fixed() : "",
        !state.status().equals("undetermined"),
        entry.description());
  }

  /** What is open and more severe than that; all of it where nothing may be. */
  public List<Issue> beyond(Optional<Severity> budget) {
    return open.stream()
        .filter(Issue::determined)
        .filter(each -> budget.map(most -> each.severity().compareTo(most) > 0).orElse(true))
        .toList();
  }
}
