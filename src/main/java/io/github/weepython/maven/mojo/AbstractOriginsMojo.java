package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.Origins;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.SigstoreSettings;
import io.github.weepython.maven.spec.Snapshot;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Where sources and packages come from, and whom to trust for them. */
abstract class AbstractOriginsMojo extends AbstractCompilingMojo {
  /** The folder of all CPython releases upstream. */
  @Parameter(property = "wee.upstream", defaultValue = "https://www.python.org/ftp/python")
  private String upstream;

  /**
   * Debian's mirror, or several in the order to try, separated by commas; by default the host's own
   * on Debian, else Debian's primary one.
   */
  @Parameter(property = "wee.mirror")
  private @Nullable String mirror;

  /**
   * A point in time of Debian's archives, such as {@code 20260701T000000Z}, instead of its mirrors.
   */
  @Parameter(property = "wee.snapshot")
  private @Nullable String snapshot;

  /** The snapshot archive. */
  @Parameter(property = "wee.snapshotArchive", defaultValue = "http://snapshot.debian.org/archive")
  private String snapshotArchive;

  /** The mirror of Debian's security updates; several are separated by commas. */
  @Parameter(property = "wee.securityMirror")
  private @Nullable String securityMirror;

  /** A keyring that signs the Debian archive, instead of Debian's own. */
  @Parameter(property = "wee.debianKeyring")
  private @Nullable File debianKeyring;

  /**
   * Whom to trust for Sigstore's signatures of CPython and images, as a {@code trusted_root.json},
   * instead of Sigstore's public instance; {@code <sigstoreTuf>} is not asked then.
   */
  @Parameter(property = "wee.sigstoreTrustedRoot")
  private @Nullable File sigstoreTrustedRoot;

  /**
   * The TUF repository that the trusted root of Sigstore's public instance is brought up to date
   * from, once a day and only when a bundle has to be verified: Sigstore's, or a mirror of it.
   * {@code none} trusts the root that this version of wee ships.
   */
  @Parameter(property = "wee.sigstoreTuf", defaultValue = "https://tuf-repo-cdn.sigstore.dev")
  private String sigstoreTuf;

  /** Whether an archive past its Valid-Until is refused. */
  @Parameter(property = "wee.checkValidUntil", defaultValue = "true")
  private boolean checkValidUntil;

  /**
   * The lock file that {@code wee:lock} writes: while it is there, every build uses exactly the
   * inputs that it lists.
   */
  @Parameter(property = "wee.lockFile", defaultValue = "${project.basedir}/wee.lock")
  private File lockFile;

  /** Whether a build fails rather than use an input that the lock file doesn't list. */
  @Parameter(property = "wee.locked", defaultValue = "false")
  private boolean locked;

  final Origins origins() {
    Locking locking = locking();
    Optional<Snapshot> moment =
        Optional.ofNullable(snapshot).map(at -> new Snapshot(locking.snapshotArchive(), at));
    return new Origins(
        moment.map(Snapshot::mirror).or(() -> own("<mirror>", mirror)),
        moment.map(Snapshot::securityMirror).or(() -> own("<securityMirror>", securityMirror)),
        ParameterParser.url("upstream", bare("<upstream>", upstream)),
        Optional.ofNullable(debianKeyring).map(File::toPath),
        sigstore(),
        checkValidUntil && moment.isEmpty(), // An old state is old on purpose.
        locking);
  }

  private Locking locking() {
    return new Locking(
        Optional.of(inProject(lockFile)),
        locked,
        ParameterParser.url("snapshotArchive", bare("<snapshotArchive>", snapshotArchive)));
  }

  private Optional<String> own(String parameter, @Nullable String url) {
    return Optional.ofNullable(url).map(text -> bare(parameter, text));
  }

  final SigstoreSettings sigstore() {
    return new SigstoreSettings(
        Optional.ofNullable(sigstoreTrustedRoot).map(File::toPath),
        ParameterParser.text(sigstoreTuf)
            .filter(text -> !text.equals("none"))
            .map(text -> ParameterParser.url("sigstoreTuf", bare("<sigstoreTuf>", text))));
  }
}
