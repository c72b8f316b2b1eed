package io.github.weepython.maven.source;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.openpgp.OpenPgpException;
import io.github.weepython.maven.sigstore.SigstoreException;
import io.github.weepython.maven.sigstore.SigstoreIdentity;
import io.github.weepython.maven.sigstore.SigstoreVerifier;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.templates.Templates;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The release manager's signature beside a tarball: OpenPGP's, or from 3.14 on Sigstore's alone
 * (PEP 761).
 */
public final class ReleaseSignatures {
  private static final long MAX_OPENPGP = 64L << 10;
  private static final long MAX_BUNDLE = 1L << 20;

  private final Keyring keyring;
  private final Supplier<TrustedRoot> root;

  /**
   * @param keyring the release managers'
   * @param root whom to trust for Sigstore; asked for when a bundle is to be verified
   */
  public ReleaseSignatures(Keyring keyring, Supplier<TrustedRoot> root) {
    this.keyring = keyring;
    this.root = root;
  }

  /**
   * Verifies the signature beside a tarball.
   *
   * @param uri where the tarball was fetched from
   * @param file the tarball
   * @return who signed it
   * @throws SourceException with the reason why nobody did
   */
  String signer(Fetcher fetcher, PythonVersion version, URI uri, Path file, Digest digest) {
    String name = TarballUrl.name(uri);
    try {
      return fetcher
          .fetchFresh(
              name + ".asc",
              List.of(TarballUrl.beside(uri, ".asc")),
              MAX_OPENPGP,
              signature -> keyring.verifyDetached(name, file, signature))
          .userId();
    } catch (OpenPgpException e) {
      throw new SourceException(String.valueOf(e.getMessage()), e);
    } catch (FetchException e) {
      return bySigstore(fetcher, version, uri, name, digest, e);
    }
  }

  private String bySigstore(
      Fetcher fetcher,
      PythonVersion version,
      URI uri,
      String name,
      Digest digest,
      FetchException withoutOpenPgp) {
    Optional<SigstoreIdentity> identity = identity(version.majorMinor());
    if (identity.isEmpty()) {
      throw new SourceException(String.valueOf(withoutOpenPgp.getMessage()), withoutOpenPgp);
    }
    List<URI> bundles =
        List.of(TarballUrl.beside(uri, ".sigstore"), TarballUrl.beside(uri, ".sigstore.json"));
    try {
      return fetcher.fetchFresh(
          name + ".sigstore",
          bundles,
          MAX_BUNDLE,
          bundle -> verified(bundle, digest, identity.get()));
    } catch (SigstoreException e) {
      throw new SourceException(
          "the Sigstore bundle beside it does not vouch for it: " + e.getMessage(), e);
    } catch (FetchException e) {
      throw new SourceException(withoutOpenPgp.getMessage() + "\n" + e.getMessage(), e);
    }
  }

  private String verified(byte[] bundle, Digest digest, SigstoreIdentity identity) {
    return identity
        + ", by Sigstore at "
        + new SigstoreVerifier(root.get()).verify(bundle, digest, identity);
  }

  /** Who signs the releases of a series. */
  private static Optional<SigstoreIdentity> identity(String series) {
    return Templates.list("source/sigstore.list").stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length == 3 && words[0].equals(series))
        .map(words -> new SigstoreIdentity(words[1], words[2]))
        .findFirst();
  }
}
