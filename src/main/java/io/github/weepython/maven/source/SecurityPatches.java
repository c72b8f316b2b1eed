package io.github.weepython.maven.source;

import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.debian.archive.SourcePackage;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.SourceBuildOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The security fixes that Debian carries for a version, from the suite's newest source package of
 * it. What is one, a patch's name or header tells by a CVE number (DEP-3); what else counts, and
 * what doesn't, a list says.
 */
public final class SecurityPatches {
  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");
  private static final Pattern DIFF = Pattern.compile("(?m)^(?:--- \\S|diff |Index: )");

  private final DebianArchive archive;
  private final Fetcher fetcher;
  private final Progress progress;

  public SecurityPatches(DebianArchive archive, Fetcher fetcher, Progress progress) {
    this.archive = archive;
    this.fetcher = fetcher;
    this.progress = progress;
  }

  /**
   * Where the fixes of one version are.
   *
   * @param version of the source package, as {@code 3.13.5-2+deb13u5}
   * @param packaging the file that holds them
   */
  public record Found(String version, Download packaging) {}

  /**
   * The newest source package of that upstream version whose packaging is to be had.
   *
   * @return nothing where the suite has another upstream version, or none
   */
  public Optional<Found> find(String suite, PythonVersion python) {
    String name = "python" + python.majorMinor();
    List<SourcePackage> all = archive.sources(suite, name);
    if (all.isEmpty() || !PoolProvider.isOf(all.get(0), python)) {
      return Optional.empty();
    }
    Optional<FetchException> first = Optional.empty();
    for (SourcePackage sourcePackage :
        all.stream().filter(p -> PoolProvider.isOf(p, python)).toList()) {
      Optional<Download> packaging = DebianPatches.packaging(sourcePackage);
      try {
        packaging.ifPresent(fetcher::fetch);
        return packaging.map(file -> new Found(sourcePackage.version().toString(), file));
      } catch (FetchException e) {
        if (!e.notFound()) {
          throw e;
        }
        progress.warn(
            "The security patches of %s %s are not on the mirror; an older revision's are used. %s"
                .formatted(name, sourcePackage.version(), e.getMessage()));
        first = first.or(() -> Optional.of(e));
      }
    }
    throw first.orElseThrow();
  }

  /**
   * The fixes, in the order to apply them.
   *
   * @param exceptions lines {@code +name} or {@code -name} for patches that are taken or left
   *     against the rule
   */
  public List<SourceBuildOptions.Patch> patches(Download packaging, List<String> exceptions) {
    return chosen(
        DebianPatches.read(packaging.name(), fetcher.fetch(packaging)).series(), exceptions);
  }

  static List<SourceBuildOptions.Patch> chosen(
      List<SourceBuildOptions.Patch> series, List<String> exceptions) {
    Predicate<SourceBuildOptions.Patch> wanted =
        patch ->
            exceptions.contains("+" + patch.name())
                || (isSecurity(patch) && !exceptions.contains("-" + patch.name()));
    return series.stream().filter(wanted).toList();
  }

  private static boolean isSecurity(SourceBuildOptions.Patch patch) {
    return CVE.matcher(patch.name()).find() || CVE.matcher(DIFF.split(patch.bytes(), 2)[0]).find();
  }

  /** The CVE numbers that a patch's name and header tell. */
  public static List<String> cves(SourceBuildOptions.Patch patch) {
    String header = patch.name() + "\n" + DIFF.split(patch.bytes(), 2)[0];
    return CVE.matcher(header).results().map(r -> r.group()).distinct().sorted().toList();
  }
}
