package io.github.weepython.maven.inputs;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.openpgp.BouncyKeyring;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.sigstore.SigstoreException;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The keys that inputs are verified by: those that the plugin ships, or the user's own. */
public final class Keyrings {
  private Keyrings() {}

  /**
   * The keys of Debian's archive.
   *
   * @param own a keyring file instead of the plugin's
   * @param clock says whether a signature has expired
   */
  public static Keyring debian(Optional<Path> own, InstantSource clock) {
    if (own.isEmpty()) {
      return shipped("Debian's archive keys", "debian-archive.gpg", clock);
    }
    try (InputStream in = Files.newInputStream(own.get())) {
      return BouncyKeyring.load(own.get().toString(), List.of(in), clock);
    } catch (IOException e) {
      throw new SpecException(
          "<debianKeyring> or -Dwee.debianKeyring is %s, which can't be read: %s. Expected a keyring such as /usr/share/keyrings/debian-archive-keyring.gpg; without the parameter, the plugin's own counts."
              .formatted(own.get(), Causes.of(e)),
          e);
    }
  }

  /**
   * The keys of CPython's release managers.
   *
   * @param clock says whether a signature has expired
   */
  public static Keyring python(InstantSource clock) {
    return shipped("CPython's release managers", "cpython-release.asc", clock);
  }

  /**
   * Whom to trust for Sigstore's bundles.
   *
   * @param own a trusted_root.json instead of the plugin's
   */
  public static TrustedRoot sigstore(Optional<Path> own) {
    try (InputStream in =
        own.isPresent() ? Files.newInputStream(own.get()) : open("sigstore-trusted-root.json")) {
      return TrustedRoot.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new SigstoreException(
          "The trusted root "
              + own.map(Path::toString).orElse("of the plugin")
              + " can't be read: "
              + e
              + ". See <sigstoreTrustedRoot> or -Dwee.sigstoreTrustedRoot.",
          e);
    }
  }

  /** The root.json of Sigstore's public TUF repository that the plugin ships. */
  static byte[] sigstoreTufRoot() {
    try (InputStream in = open("sigstore-tuf-root.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Read when first asked: most builds have all they need already. */
  private static Keyring shipped(String name, String resource, InstantSource clock) {
    return new LazyKeyring(
        () -> {
          try (InputStream in = open(resource)) {
            return BouncyKeyring.load(name, List.of(in), clock);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static InputStream open(String resource) {
    InputStream in = Keyrings.class.getResourceAsStream("/keys/" + resource);
    if (in == null) {
      throw new IllegalStateException("the plugin has no keys/" + resource);
    }
    return in;
  }
}
