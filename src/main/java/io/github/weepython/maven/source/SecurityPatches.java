package io.github.weepython.maven.source;

import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.debian.archive.SourcePackage;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The security fixes that Debian carries for a version, from the suite's newest source package of
 * it. What is one, a patch's name or header tells by a CVE number (DEP-3); what else counts, and
 * what doesn't, a list says.
 */
public final class SecurityPatches {
  private final Store store;
  private final DebianArchive archive;
  private final Fetcher fetcher;
  private final Progress progress;

  /**
   * @param store keeps what was read of a source package
   */
  public SecurityPatches(Store store, DebianArchive archive, Fetcher fetcher, Progress progress) {
    this.store = store;
    this.archive = archive;
    this.fetcher = fetcher;
    this.progress = progress;
  }

  /**
   * What has the fixes of one version.
   *
   * @param version of the source package, such as {@code 3.13.5-2+deb13u5}
   */
  public record Packaging(String version, Download file) {}

  /**
   * The newest source package of that upstream version whose packaging is to be had.
   *
   * @return nothing where the suite has another upstream version, or none
   */
  public Optional<Packaging> find(String suite, PythonVersion python) {
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
        return packaging.map(file -> new Packaging(sourcePackage.version().toString(), file));
      } catch (FetchException e) {
        if (!e.notFound()) {
          throw e;
        }
        progress.warn(
            "The security patches of %s %s are not on the mirror; those of an older revision are used instead. %s"
                .formatted(name, sourcePackage.version(), e.getMessage()));
        first = first.or(() -> Optional.of(e));
      }
    }
    throw first.orElseThrow();
  }

  /**
   * The fixes, in the order to apply them.
   *
   * @param packaging as {@link #find} gave it
   * @param exceptions lines {@code +name} or {@code -name} for patches that are taken or left
   *     against the rule
   */
  public List<Patch> patches(Packaging packaging, List<String> exceptions) {
    Download file = packaging.file();
    Digest key =
        Digest.of(
            String.join(
                "\n",
                "patches 2",
                file.name(),
                file.digest().hex(),
                packaging.version(),
                exceptions.toString()));
    Path kept =
        store.file(
            "patches",
            key,
            target ->
                PatchFile.write(
                    chosen(
                        DebianPatches.read(file.name(), fetcher.fetch(file))
                            .series(packaging.version()),
                        exceptions),
                    target));
    try {
      return PatchFile.read(kept, packaging.version());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Patch> chosen(List<Patch> series, List<String> exceptions) {
    Predicate<Patch> wanted =
        patch ->
            exceptions.contains("+" + patch.name())
                || (!patch.cves().isEmpty() && !exceptions.contains("-" + patch.name()));
    return series.stream().filter(wanted).toList();
  }
}
