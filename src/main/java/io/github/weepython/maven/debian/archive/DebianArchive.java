package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.Meanwhile;
import io.github.weepython.maven.archive.XzDecompressor;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.openpgp.Keyring;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** A Debian release with its updates and security updates, from mirrors nobody needs to trust. */
public final class DebianArchive {
  private final Fetcher fetcher;
  private final IndexTexts texts;
  private final SuiteReader suites;
  private final Mirrors mirrors;
  private final List<String> components;

  /** An index of 40,000 source packages is read once a run for each that is asked for. */
  private final Map<String, List<SourcePackage>> known = new ConcurrentHashMap<>();

  /**
   * @param texts keeps what was read of indexes
   * @param keyring whose signatures on InRelease files count
   * @param mirrors without security mirrors, security suites are left out
   * @param components such as {@code main}
   * @param clock tells whether a Release is from the future or too old
   * @param checkValidUntil false to use an archive that is too old on purpose
   */
  public DebianArchive(
      Fetcher fetcher,
      IndexTexts texts,
      Keyring keyring,
      Mirrors mirrors,
      List<String> components,
      InstantSource clock,
      boolean checkValidUntil) {
    this.fetcher = fetcher;
    this.texts = texts;
    this.suites = new SuiteReader(fetcher, keyring, clock, checkValidUntil);
    this.mirrors = mirrors;
    this.components = List.copyOf(components);
  }

  /**
   * Sees that the release and its updates are there, signed and current, before anything of them is
   * read.
   *
   * @throws DebianException when they are not
   */
  public void require(String codename) {
    // Side by side, and told in their order.
    List<Meanwhile<Optional<Release>>> asked =
        pockets(codename).stream().map(pocket -> Meanwhile.start(() -> release(pocket))).toList();
    asked.forEach(Meanwhile::get);
  }

  /**
   * The packages of a release.
   *
   * @param codename such as {@code trixie}
   * @param architecture Debian's name of it, such as {@code amd64}
   */
  public PackageIndex packages(String codename, String architecture) {
    PackageIndex.Builder index = new PackageIndex.Builder();
    forEachIndex(
        codename,
        component -> component + "/binary-" + architecture + "/Packages",
        (in, from) -> index.add(in, from));
    return index.build();
  }

  /** All versions of a source package, newest first. */
  public List<SourcePackage> sources(String codename, String name) {
    return known.computeIfAbsent(codename + " " + name, any -> readSources(codename, name));
  }

  private List<SourcePackage> readSources(String codename, String name) {
    List<SourcePackage> found = new ArrayList<>();
    forEachIndex(
        codename,
        component -> component + "/source/Sources",
        (in, from) -> Stanzas.forEachNamed(in, name, s -> found.add(SourcePackage.parse(s, from))));
    found.sort(Comparator.comparing(SourcePackage::version).reversed());
    return found;
  }

  /** The newest version of a source package. */
  public Optional<SourcePackage> source(String codename, String name) {
    return sources(codename, name).stream().findFirst();
  }

  /** A package's .deb, to be fetched. */
  public Download download(Package wanted) {
    Package.ArchiveFile file = wanted.file();
    return new Download(
        file.name(),
        file.mirrors().stream().map(m -> Mirrors.below(m, file.path())).toList(),
        file.sha256(),
        file.size());
  }

  /** The suites read so far, sorted by name. */
  public List<SuiteRelease> suites() {
    return suites.read();
  }

  private void forEachIndex(
      String codename, Function<String, String> pathOfComponent, IndexReader reader) {
    try {
      readEachIndex(codename, pathOfComponent, reader);
    } catch (FetchException e) {
      if (fetcher.offline() || !renew(codename)) {
        throw e;
      }
      // The mirror was in the middle of an update, which is over: as apt does, with the new one.
      readEachIndex(codename, pathOfComponent, reader);
    }
  }

  private boolean renew(String codename) {
    boolean changed = false;
    for (Pocket pocket : pockets(codename)) {
      changed |= suites.renew(pocket.suite(), pocket.mirrors());
    }
    return changed;
  }

  private void readEachIndex(
      String codename, Function<String, String> pathOfComponent, IndexReader reader) {
    List<Download> downloads = new ArrayList<>();
    List<List<URI>> origins = new ArrayList<>();
    for (Pocket pocket : pockets(codename)) {
      Optional<Release> release = release(pocket);
      for (String component : release.isEmpty() ? List.<String>of() : components) {
        String path = pathOfComponent.apply(component);
        downloads.add(suites.index(pocket.suite(), release.orElseThrow(), path, pocket.mirrors()));
        origins.add(pocket.mirrors());
      }
    }
    // Several at a time.
    fetcher.fetchAll(downloads.stream().filter(each -> !texts.has(each.digest())).toList());
    for (int i = 0; i < downloads.size(); i++) {
      read(downloads.get(i), origins.get(i), reader);
    }
  }

  private Optional<Release> release(Pocket pocket) {
    Optional<Release> release = suites.release(pocket.suite(), pocket.mirrors());
    if (release.isEmpty() && pocket.required()) {
      throw new DebianException(
          "No mirror has a suite " + pocket.suite() + ". Looked at: " + pocket.mirrors() + ".");
    }
    return release;
  }

  /** A missing security suite is an error: else a mirror could keep its fixes from us. */
  private List<Pocket> pockets(String codename) {
    List<Pocket> pockets = new ArrayList<>();
    pockets.add(new Pocket(codename, mirrors.main(), true));
    if (codename.equals("sid")) {
      return pockets; // whose updates are itself
    }
    pockets.add(new Pocket(codename + "-updates", mirrors.main(), false));
    if (!mirrors.security().isEmpty()) {
      pockets.add(new Pocket(codename + "-security", mirrors.security(), true));
    }
    return pockets;
  }

  /** Where a file of the pool may be had, whatever suite it belongs to. */
  public List<URI> pool(String path) {
    List<URI> uris = new ArrayList<>();
    mirrors.main().forEach(m -> uris.add(Mirrors.below(m, "pool/main/" + path)));
    mirrors.security().forEach(m -> uris.add(Mirrors.below(m, "pool/updates/main/" + path)));
    return uris;
  }

  private void read(Download download, List<URI> origin, IndexReader reader) {
    try (InputStream in = texts.open(download.digest(), () -> decompressed(download))) {
      reader.read(in, origin);
    } catch (IOException | UncheckedIOException e) {
      throw new DebianException(
          download.name() + ", in " + fetcher.fetch(download) + ", is unreadable.", e);
    }
  }

  private InputStream decompressed(Download download) throws IOException {
    InputStream raw =
        new BufferedInputStream(Files.newInputStream(fetcher.fetch(download)), 1 << 16);
    try {
      boolean xz = download.uris().get(download.uris().size() - 1).getPath().endsWith(".xz");
      return xz ? XzDecompressor.open(raw) : new GZIPInputStream(raw, 1 << 16);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private record Pocket(String suite, List<URI> mirrors, boolean required) {}

  private interface IndexReader {
    void read(InputStream in, List<URI> mirrors) throws IOException;
  }
}
