package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.archive.Zstd;
import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.inputs.KeptIndexTexts;
import io.github.weepython.maven.inputs.Keyrings;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.source.KnownReleaseProvider;
import io.github.weepython.maven.source.KnownReleases;
import io.github.weepython.maven.source.PoolProvider;
import io.github.weepython.maven.source.ReleaseSignatures;
import io.github.weepython.maven.source.SecurityPatches;
import io.github.weepython.maven.source.SeriesResolver;
import io.github.weepython.maven.source.SignedTarballFetcher;
import io.github.weepython.maven.source.SourceFinder;
import io.github.weepython.maven.source.UpstreamProvider;
import io.github.weepython.maven.source.UserProvider;
import io.github.weepython.maven.store.Store;
import java.time.InstantSource;
import java.util.List;

/**
 * Where the sources of CPython come from in an environment.
 *
 * @param origin all that an answer depends on: mirrors, keys, upstream's site
 */
record Sources(
    Store store,
    Fetcher fetcher,
    DebianArchive archive,
    KnownReleases known,
    SourceFinder finder,
    SeriesResolver series,
    SecurityPatches security,
    String origin) {
  static Sources of(Environment environment, Progress progress, InstantSource clock) {
    Store store = new Store(environment.cache());
    Zstd.spare(
        use ->
            store.scratch(
                folder -> {
                  use.accept(folder);
                  return folder;
                }));
    Fetcher fetcher = new HttpFetcher(store, environment.fetch(), progress);
    DebianArchive archive =
        new DebianArchive(
            fetcher,
            new KeptIndexTexts(store),
            Keyrings.debian(environment.origins().debianKeyring(), clock),
            environment.mirrors(),
            List.of("main"),
            clock,
            environment.origins().checkValidUntil());
    Keyring python = Keyrings.python(clock);
    KnownReleases known = KnownReleases.shipped();
    SignedTarballFetcher unsigned =
        new SignedTarballFetcher(
            known,
            new ReleaseSignatures(
                python, SigstoreAccess.trust(environment, fetcher, store, progress, clock)),
            store);
    KnownReleaseProvider table =
        new KnownReleaseProvider(known, archive, environment.origins().upstream(), fetcher);
    SourceFinder finder =
        new SourceFinder(
            known,
            fetcher,
            new UserProvider(fetcher, unsigned),
            List.of(
                table,
                new PoolProvider(archive, fetcher, python),
                new UpstreamProvider(environment.origins().upstream(), fetcher, unsigned)));
    String origin =
        environment.mirrors()
            + " "
            + environment.origins().debianKeyring()
            + " "
            + environment.origins().sigstore().ownRoot()
            + " "
            + environment.origins().upstream();
    return new Sources(
        store,
        fetcher,
        archive,
        known,
        finder,
        new SeriesResolver(
            known,
            table,
            finder,
            fetcher,
            store,
            progress,
            clock,
            new SeriesResolver.Settings(environment.connections().refresh(), origin)),
        new SecurityPatches(store, archive, fetcher, progress),
        origin);
  }
}
