package io.github.weepython.maven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.sigstore.SelfMadeSigstore;
import io.github.weepython.maven.sigstore.SigstoreIdentity;
import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases that the table doesn't know, signed by a Sigstore of the test's own. */
class ReleaseSignaturesTest {
  private static final PythonVersion VERSION = PythonVersion.parse("3.14.99");
  private static final UserSource NO_WISH =
      new UserSource(Optional.empty(), Optional.empty(), false);
  private static final SigstoreIdentity HUGO =
      new SigstoreIdentity("hugo@python.org", "https://github.com/login/oauth");
  private static final String TARBALL = "a tarball";

  private final SelfMadeSigstore sigstore = new SelfMadeSigstore();
  @TempDir Path temp;

  private SourceRig rig() {
    return new SourceRig(temp, sigstore);
  }

  private String bundle(String tarball, SigstoreIdentity signer) {
    return sigstore.bundle(tarball.getBytes(StandardCharsets.UTF_8), signer);
  }

  private Path released(String bundle) throws IOException {
    rig().put("upstream/3.14.99/Python-3.14.99.tar.xz.sigstore", bundle);
    return rig().upstream("3.14.99", TARBALL);
  }

  private void refuses(String bundle, String reason) throws IOException {
    released(bundle);
    assertThatThrownBy(() -> rig().finder().find(VERSION, NO_WISH))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("Nobody vouches for")
        .hasMessageContaining("the Sigstore bundle beside it does not vouch for it")
        .hasMessageContaining(reason);
  }

  @Test
  void takesAReleaseThatItsManagerSigned() throws IOException {
    released(bundle(TARBALL, HUGO));
    assertThat(rig().finder().find(VERSION, NO_WISH).vouchedBy())
        .isEqualTo(
            "hugo@python.org (by https://github.com/login/oauth), by Sigstore at"
                + " 2026-10-01T12:00:00Z");
  }

  @Test
  void refusesAnotherPerson() throws IOException {
    refuses(
        bundle(TARBALL, new SigstoreIdentity("mallory@example.com", HUGO.issuer())),
        "it is signed by mallory@example.com; expected hugo@python.org");
  }

  @Test
  void refusesAnotherIssuer() throws IOException {
    refuses(
        bundle(TARBALL, new SigstoreIdentity(HUGO.subject(), "https://login.example.com")),
        "'https://login.example.com'; expected https://github.com/login/oauth");
  }

  @Test
  void refusesAnotherTarball() throws IOException {
    refuses(bundle("another tarball", HUGO), "it is of another file");
  }

  @Test
  void refusesAnotherSigstore() throws IOException {
    refuses(
        new SelfMadeSigstore().bundle(TARBALL.getBytes(StandardCharsets.UTF_8), HUGO),
        "a transparency log that is not trusted");
  }

  @Test
  void refusesAnExpiredCertificateWithoutATimestamp() throws IOException {
    refuses(
        bundle(TARBALL, HUGO).replaceAll("\"inclusionPromise\": \\{[^}]*\\},", ""),
        "its certificate expired at 2026-10-01T12:05:00Z");
  }

  @Test
  void namesEachSignatureThatIsMissing() throws IOException {
    rig().upstream("3.14.99", TARBALL);
    assertThatThrownBy(() -> rig().finder().find(VERSION, NO_WISH))
        .hasMessageContaining("Python-3.14.99.tar.xz.asc: no such file")
        .hasMessageContaining("Python-3.14.99.tar.xz.sigstore: no such file");
  }

  @Test
  void offlineItVerifiesWhatTheCacheHas() throws IOException {
    Path file = released(bundle(TARBALL, HUGO));
    UserSource own = new UserSource(Optional.of(file.toUri()), Optional.empty(), false);
    assertThat(rig().offline().finder().find(VERSION, own).vouchedBy())
        .startsWith("hugo@python.org");
  }

  @Test
  void aSeriesMayBecomeAReleaseThatTheTableDoesNotKnowYet() throws IOException {
    rig().put("upstream/3.14.0/Python-3.14.0.tar.xz.sigstore", bundle(TARBALL, HUGO));
    Files.writeString(rig().upstream("3.14.0", TARBALL), TARBALL);
    assertThat(rig().series().resolve(PythonRequest.parse("3.14", false))).hasToString("3.14.0");
  }

  @Test
  void looksForTheSignatureBesideTheFileAndNotBesideAQuery() {
    URI tarball = URI.create("https://a.example/P.tar.xz?inline=false");
    assertThat(TarballUrl.beside(tarball, ".asc"))
        .hasToString("https://a.example/P.tar.xz.asc?inline=false");
    assertThat(TarballUrl.beside(URI.create("https://a.example/P.tgz"), ".asc"))
        .hasToString("https://a.example/P.tgz.asc");
  }
}
