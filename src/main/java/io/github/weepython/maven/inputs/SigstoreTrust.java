package io.github.weepython.maven.inputs;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.spec.SigstoreSettings;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.tuf.TufClient;
import io.github.weepython.maven.tuf.TufException;
import io.github.weepython.maven.tuf.TufState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whom to trust for Sigstore's bundles: the user's own root, or that of a TUF repository, looked up
 * once a day where there is a network, or else the one that the plugin ships. A repository that is
 * silent, or that tells something its owners don't vouch for, changes nothing but gives a warning.
 */
public final class SigstoreTrust implements Supplier<TrustedRoot> {
  private static final String TARGET = "trusted_root.json";
  private static final String KIND = "tuf";
  private static final String CHECKED = "checked";
  private static final long MAX_ROOT = 1L << 20;
  private static final Duration FRESH = Duration.ofDays(1);

  private final SigstoreSettings settings;
  private final Fetcher fetcher;
  private final Store store;
  private final Progress progress;
  private final InstantSource clock;
  private final boolean refresh;
  private final byte[] tufRoot;

  /**
   * @param refresh whether the repository is asked though it was today (Maven's {@code -U})
   */
  public SigstoreTrust(
      SigstoreSettings settings,
      Fetcher fetcher,
      Store store,
      Progress progress,
      InstantSource clock,
      boolean refresh) {
    this(settings, fetcher, store, progress, clock, refresh, Keyrings.sigstoreTufRoot());
  }

  /**
   * @param tufRoot the root.json to begin with
   */
  SigstoreTrust(
      SigstoreSettings settings,
      Fetcher fetcher,
      Store store,
      Progress progress,
      InstantSource clock,
      boolean refresh,
      byte[] tufRoot) {
    this.settings = settings;
    this.fetcher = fetcher;
    this.store = store;
    this.progress = progress;
    this.clock = clock;
    this.refresh = refresh;
    this.tufRoot = tufRoot.clone();
  }

  @Override
  public TrustedRoot get() {
    if (settings.ownRoot().isPresent()) {
      return Keyrings.sigstore(settings.ownRoot());
    }
    return settings
        .repository()
        .flatMap(this::current)
        .orElseGet(() -> Keyrings.sigstore(Optional.empty()));
  }

  private Optional<TrustedRoot> current(URI repository) {
    Kept kept = new Kept(repository);
    if (!fetcher.offline() && (refresh || !kept.fresh())) {
      try {
        byte[] root = look(repository, kept);
        TrustedRoot trusted = TrustedRoot.parse(root);
        kept.save(TARGET, root);
        kept.save(CHECKED, clock.instant().toString().getBytes(StandardCharsets.UTF_8));
        return Optional.of(trusted);
      } catch (WeeException e) {
        progress.warn(
            ("Sigstore's trusted root could not be updated from %s: %s\nThe %s is used. Set"
                    + " <sigstoreTuf> or -Dwee.sigstoreTuf to a mirror, or to none.")
                .formatted(
                    repository,
                    e.getMessage(),
                    kept.load(TARGET).isPresent()
                        ? "last one"
                        : "one that this version of wee ships"));
      }
    }
    return kept.load(TARGET).map(TrustedRoot::parse);
  }

  private byte[] look(URI repository, TufState kept) {
    URI timestamp = below(repository, "timestamp.json");
    if (!fetcher.probe(List.of(timestamp)).there()) {
      throw new TufException(timestamp + ": no answer");
    }
    return new TufClient(
            tufRoot, (path, maxBytes) -> fetch(below(repository, path), maxBytes), kept, clock)
        .fetch(TARGET, MAX_ROOT);
  }

  private Optional<byte[]> fetch(URI uri, long maxBytes) {
    try {
      return Optional.of(fetcher.fetchFresh(uri.getPath(), List.of(uri), maxBytes));
    } catch (FetchException e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static URI below(URI repository, String path) {
    return URI.create(repository.toString().replaceFirst("/*$", "/") + path);
  }

  /** What the cache has of a repository, for this plugin's root of trust. */
  private final class Kept implements TufState {
    private final String repository;

    Kept(URI repository) {
      this.repository = repository + "\n" + Digest.of(tufRoot);
    }

    @Override
    public Optional<byte[]> load(String name) {
      return store.findFile(KIND, key(name)).map(Kept::bytes);
    }

    @Override
    public void save(String name, byte[] bytes) {
      store.replaceFile(KIND, key(name), file -> Files.write(file, bytes));
    }

    boolean fresh() {
      try {
        return load(CHECKED)
            .map(time -> Instant.parse(new String(time, StandardCharsets.UTF_8)))
            .map(time -> Duration.between(time, clock.instant()))
            .filter(age -> !age.isNegative() && age.compareTo(FRESH) < 0)
            .isPresent();
      } catch (DateTimeException e) {
        return false;
      }
    }

    private Digest key(String name) {
      return Digest.of(String.join("\n", "tuf 1", repository, name));
    }

    private static byte[] bytes(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
