package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.debian.archive.HostMirrors;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.SigstoreSettings;
import io.github.weepython.maven.spec.SpecException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the inputs of a build are looked up in, and who vouches for them: all of an environment that
 * its result may depend on.
 *
 * @param mirror instead of the host's; several are separated by commas
 * @param securityMirror instead of the host's; empty text for none at all
 * @param upstream the folder of all CPython releases
 * @param debianKeyring a keyring file instead of Debian's own
 * @param sigstore whom to trust for Sigstore's bundles
 * @param checkValidUntil whether an archive that is too old is refused
 * @param locking whether inputs are fixed by a lock file
 */
public record Origins(
    Optional<String> mirror,
    Optional<String> securityMirror,
    URI upstream,
    Optional<Path> debianKeyring,
    SigstoreSettings sigstore,
    boolean checkValidUntil,
    Locking locking) {
  /**
   * Debian's mirrors.
   *
   * @param etc the host's configuration folder, which may name them
   * @param logins takes the logins that a host's list of sources may have in its URLs
   * @throws SpecException when the user's are not URLs
   */
  Mirrors mirrors(Path etc, UrlLogins logins) {
    Mirrors host = HostMirrors.ofHost(etc);
    return new Mirrors(
        mirror.map(Origins::list).orElseGet(() -> bare(host.main(), etc, logins)),
        securityMirror.map(Origins::list).orElseGet(() -> bare(host.security(), etc, logins)));
  }

  private static List<URI> bare(List<URI> mirrors, Path etc, UrlLogins logins) {
    String source = etc.resolve("apt").toString();
    return mirrors.stream().map(uri -> uri(logins.strip(source, uri.toString()))).toList();
  }

  private static List<URI> list(String mirror) {
    return Arrays.stream(mirror.split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(Origins::uri)
        .toList();
  }

  private static URI uri(String mirror) {
    try {
      Optional<URI> uri = FileUrl.orServer(new URI(mirror));
      if (uri.isPresent()) {
        return uri.get();
      }
    } catch (URISyntaxException e) {
      // Its message would quote the text.
    }
    throw new SpecException(
        "'%s' of <mirror> or <securityMirror> is not a URL of a server or folder, such as http://deb.example.com/debian or %s. If it has a password with signs such as / and #, put that into settings.xml."
            .formatted(Secrets.maskUrl(mirror), FileUrl.FORM));
  }

  /** The same, with inputs that a lock file fixes; what else is attested is beside it. */
  Origins locked(Path lockFile) {
    return locking(
        new Locking(
            Optional.of(lockFile),
            true,
            locking.snapshotArchive(),
            Optional.ofNullable(lockFile.getParent())));
  }

  private Origins locking(Locking other) {
    return new Origins(
        mirror, securityMirror, upstream, debianKeyring, sigstore, checkValidUntil, other);
  }
}
