package io.github.weepython.maven.source;

import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.debian.archive.IndexTexts;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.inputs.Keyrings;
import io.github.weepython.maven.openpgp.BouncyKeyring;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sigstore.SelfMadeSigstore;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A mirror and an upstream site that are folders, and what looks for sources there. */
final class SourceRig {
  private final Path root;
  private final KnownReleases known;
  private final SelfMadeSigstore sigstore;
  private boolean offline;
  private boolean refresh;
  private Instant now = Instant.parse("2026-11-28T00:00:00Z");

  SourceRig(Path root, String... table) {
    this(root, new SelfMadeSigstore(), table);
  }

  SourceRig(Path root, SelfMadeSigstore sigstore, String... table) {
    this.root = root;
    this.sigstore = sigstore;
    this.known = KnownReleases.parse(List.of(table));
  }

  SourceRig offline() {
    offline = true;
    return this;
  }

  SourceRig refreshing() {
    refresh = true;
    return this;
  }

  SourceRig later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Path put(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** Debian's pool gets a tarball; its version in Debian's spelling. */
  Path pool(String version, String content) throws IOException {
    String name = "python" + version.replaceFirst("(\\d+\\.\\d+)\\..*", "$1");
    return put("mirror/pool/main/p/%s/%s_%s.orig.tar.xz".formatted(name, name, version), content);
  }

  Path upstream(String version, String content) throws IOException {
    String folder = version.replaceFirst("(a|b|rc)\\d+$", "");
    return put("upstream/%s/Python-%s.tar.xz".formatted(folder, version), content);
  }

  SourceFinder finder() throws IOException {
    return new Parts().finder;
  }

  SeriesResolver series() throws IOException {
    Parts parts = new Parts();
    return new SeriesResolver(
        known,
        parts.table,
        parts.finder,
        parts.fetcher,
        parts.store,
        Progress.NONE,
        InstantSource.fixed(now),
        new SeriesResolver.Settings(refresh, "tests"));
  }

  private final class Parts {
    private final Store store = new Store(root.resolve("cache"));
    private final Fetcher fetcher =
        new HttpFetcher(store, FetchSettings.DEFAULT.withOffline(offline), Progress.NONE);
    private final KnownReleaseProvider table;
    private final SourceFinder finder;

    Parts() throws IOException {
      try (InputStream keys = SourceRig.class.getResourceAsStream("/keys/cpython-release.asc")) {
        Keyring keyring = BouncyKeyring.load("managers", List.of(keys), InstantSource.system());
        Mirrors mirrors =
            new Mirrors(
                List.of(root.resolve("empty").toUri(), root.resolve("mirror").toUri()), List.of());
        DebianArchive archive =
            new DebianArchive(
                fetcher,
                IndexTexts.NONE,
                keyring,
                mirrors,
                List.of("main"),
                InstantSource.fixed(now),
                true);
        SignedTarballFetcher unsigned =
            new SignedTarballFetcher(
                known, new ReleaseSignatures(keyring, () -> root(sigstore)), store);
        table = new KnownReleaseProvider(known, archive, root.resolve("upstream").toUri(), fetcher);
        finder =
            new SourceFinder(
                known,
                fetcher,
                new UserProvider(fetcher, unsigned),
                List.of(
                    table,
                    new UpstreamProvider(root.resolve("upstream").toUri(), fetcher, unsigned)));
      }
    }
  }

  private static TrustedRoot root(SelfMadeSigstore sigstore) {
    return TrustedRoot.parse(sigstore.trustedRoot().getBytes(StandardCharsets.UTF_8));
  }

  /** Sigstore's public instance, as the plugin knows it. */
  static TrustedRoot trusted() {
    return Keyrings.sigstore(Optional.empty());
  }
}
