package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.inputs.Keyrings;
import io.github.weepython.maven.inputs.SigstoreTrust;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sign.KeylessSigner;
import io.github.weepython.maven.sign.SignException;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.sign.SigstoreServices;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.spec.SigstoreSettings;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.trust.TrustedIdentity;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Sigstore as an environment reaches it: to sign, and to learn whom to trust. */
public final class SigstoreAccess {
  private SigstoreAccess() {}

  /**
   * Who signs as this CI job's identity, with a certificate already.
   *
   * @throws SignException when the job has no identity token, or the services refuse it
   */
  public static Signer keyless(Environment environment, SigstoreServices services) {
    return new KeylessSigner(
            services,
            environment.machine().variables(),
            environment.network().withProxy(environment.connections().proxy()),
            new Backoff(Environment.FIRST_PAUSE, new Random(), Backoff.Pause.REAL),
            InstantSource.system())
        .certified();
  }

  /**
   * Somebody whom a CI service vouches for.
   *
   * @param environment where Sigstore's trusted root is looked up, which is done when it is needed
   * @throws SpecException when there is one of both without the other
   */
  public static Optional<TrustedIdentity> trustedIdentity(
      Optional<String> subject,
      Optional<String> issuer,
      SigstoreSettings sigstore,
      Supplier<Environment> environment,
      Progress progress) {
    if (subject.isPresent() && sigstore.ownRoot().isPresent()) {
      TrustedRoot own = Keyrings.sigstore(sigstore.ownRoot()); // refused now, not after a build
      return TrustedIdentity.of(subject, issuer, () -> own);
    }
    return TrustedIdentity.of(subject, issuer, () -> root(environment.get(), progress));
  }

  private static TrustedRoot root(Environment environment, Progress progress) {
    Store store = new Store(environment.cache());
    Fetcher fetcher = new HttpFetcher(store, environment.fetch(), progress);
    return trust(environment, fetcher, store, progress, InstantSource.system()).get();
  }

  static SigstoreTrust trust(
      Environment environment,
      Fetcher fetcher,
      Store store,
      Progress progress,
      InstantSource clock) {
    return new SigstoreTrust(
        environment.origins().sigstore(),
        fetcher,
        store,
        progress,
        clock,
        environment.connections().refresh());
  }
}
