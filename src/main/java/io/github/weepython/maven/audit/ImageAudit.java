package io.github.weepython.maven.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.debian.archive.DebianVersion;
import io.github.weepython.maven.sbom.DebianPackage;
import io.github.weepython.maven.vex.SecurityTracker;
import io.github.weepython.maven.vex.SecurityTracker.Entry;
import io.github.weepython.maven.vex.SecurityTracker.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one image has, and what it has no more.
 *
 * @param image its reference, with the platform where there are several
 * @param open the most severe first
 * @param patched numbers of CPython's vulnerabilities that patches closed
 */
public record ImageAudit(String image, List<Issue> open, List<String> patched) {
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
    /** The source packages that are of interest. */
    public Set<String> sources() {
      Set<String> sources = new TreeSet<>();
      DebianPackage.read(sbom).forEach(each -> sources.add(each.source()));
      sources.add(cpython());
      return sources;
    }

    /** What Debian calls it, such as {@code python3.13}. */
    String cpython() {
      return "python" + python.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }
  }

  /** Compares an image with what Debian knows. */
  public static ImageAudit of(Subject subject, SecurityTracker tracker) {
    VexVerdicts settled = VexVerdicts.by(subject.vex());
    List<Issue> open = new ArrayList<>();
    packages(subject)
        .forEach(
            (source, packages) -> {
              String version = packages.get(0).sourceVersion();
              tracker
                  .of(source, subject.codename())
                  .forEach(
                      (entry, state) -> {
                        boolean unknown = state.status().equals("undetermined");
                        if ((unknown || state.openIn(version))
                            && !settled.of(entry.cve(), source, packages)) {
                          open.add(issue(entry, state, source, version, names(packages)));
                        }
                      });
            });
    open.addAll(cpython(subject, tracker, settled));
    return new ImageAudit(subject.image(), open, settled.patched());
  }

  /** By source package; packages of one source have one version. */
  private static Map<String, List<DebianPackage>> packages(Subject subject) {
    Map<String, List<DebianPackage>> sources = new TreeMap<>();
    DebianPackage.read(subject.sbom())
        .forEach(
            each -> sources.computeIfAbsent(each.source(), any -> new ArrayList<>()).add(each));
    return sources;
  }

  private static List<String> names(List<DebianPackage> packages) {
    return packages.stream().map(DebianPackage::name).sorted().toList();
  }

  /**
   * Of CPython, which is no package here: open in Debian's release and neither patched nor fixed by
   * upstream's release, as the version of a newer one of Debian's shows.
   */
  private static List<Issue> cpython(
      Subject subject, SecurityTracker tracker, VexVerdicts settled) {
    List<Issue> open = new ArrayList<>();
    for (Entry entry : tracker.entries().getOrDefault(subject.cpython(), List.of())) {
      State state = entry.releases().getOrDefault(subject.codename(), new State("", "", ""));
      boolean listed = state.status().equals("open") || state.status().equals("resolved");
      boolean never = state.fixed().equals("0");
      if (listed
          && !never
          && !released(entry, subject.python())
          && !settled.of(entry.cve(), subject.cpython(), List.of())) {
        open.add(issue(entry, state, subject.cpython(), subject.python(), List.of("python")));
      }
    }
    return open;
  }

  /** A version with Debian's own mark, as in 3.13.5-2+deb13u1, has a patch, not a release. */
  private static boolean released(Entry entry, String python) {
    DebianVersion here = DebianVersion.parse(python);
    return entry.releases().values().stream()
        .filter(state -> state.status().equals("resolved") && !state.fixed().contains("+deb"))
        .filter(state -> !state.fixed().isEmpty() && !state.fixed().equals("0"))
        .anyMatch(
            state ->
                DebianVersion.parse(DebianVersion.parse(state.fixed()).upstream()).compareTo(here)
                    <= 0);
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
