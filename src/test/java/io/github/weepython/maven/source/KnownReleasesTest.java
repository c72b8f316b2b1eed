package io.github.weepython.maven.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownReleasesTest {
  private static final PythonVersion RC = PythonVersion.parse("3.15.0rc2");
  private static final UserSource NO_WISH =
      new UserSource(Optional.empty(), Optional.empty(), false);
  private static final String TARBALL = "a tarball";

  @TempDir Path temp;

  private SourceRig rig() {
    return new SourceRig(temp, RC + " " + Digest.of(TARBALL).hex() + " debian");
  }

  @Test
  void knowsEachReleaseOnceWithADigest() {
    KnownReleases shipped = KnownReleases.shipped();
    assertThat(shipped.digest(PythonVersion.parse("3.14.7")).orElseThrow().hex())
        .isEqualTo("3b48dac8fb59f62eaa67ac83c1eb12bda1b7a08406dd286e252c11a66be27f81");
    assertThat(shipped.of("3.15")).last().isEqualTo(PythonVersion.parse("3.15.0rc1"));
    assertThat(shipped.later(PythonVersion.parse("3.14.7"))).isPresent();
    assertThat(shipped.later(PythonVersion.parse("3.15.0rc2")))
        .contains(PythonVersion.parse("3.15.0"));
    assertThat(shipped.later(shipped.of("3.14").get(0))).isEmpty();
  }

  @Test
  void aPreReleaseIsFollowedByPreReleasesAndAFinalReleaseByFinalOnesAlone() {
    String digest = " " + Digest.of(TARBALL).hex() + " debian";
    KnownReleases known =
        KnownReleases.parse(
            Stream.of("3.14.7", "3.15.0b4", "3.15.0rc2", "3.15.0rc3", "3.13.1", "3.13.2rc1")
                .map(version -> version + digest)
                .toList());
    assertThat(known.later(RC)).contains(PythonVersion.parse("3.15.0rc3"));
    assertThat(known.later(PythonVersion.parse("3.15.0a1")))
        .contains(PythonVersion.parse("3.15.0rc3"));
    assertThat(known.later(PythonVersion.parse("3.15.0rc3"))).isEmpty();
    assertThat(known.later(PythonVersion.parse("3.13.1"))).isEmpty();
  }

  @Test
  void refusesATableThatHasAReleaseTwice() {
    String line = RC + " " + Digest.of(TARBALL).hex() + " debian";
    assertThatThrownBy(() -> KnownReleases.parse(List.of(line, line)))
        .hasMessageContaining("each release once");
  }

  @Test
  void takesAReleaseFromThePoolWithoutAnyIndex() throws IOException {
    rig().pool("3.15.0~rc2", TARBALL);
    SourceTarball found = rig().finder().find(RC, NO_WISH);
    assertThat(found.vouchedBy()).contains("table of known releases");
    assertThat(found.download().digest()).isEqualTo(Digest.of(TARBALL));
  }

  @Test
  void takesItFromUpstreamWhereThePoolHasAnother() throws IOException {
    rig().pool("3.15.0~rc2", "another tarball");
    rig().upstream("3.15.0rc2", TARBALL);
    assertThat(rig().finder().find(RC, NO_WISH).download().digest()).isEqualTo(Digest.of(TARBALL));
  }

  @Test
  void namesNoPlaceThatDoesNotHaveIt() throws IOException {
    Path upstream = rig().upstream("3.15.0rc2", TARBALL);
    List<URI> there = List.of(upstream.toUri());
    assertThat(rig().finder().find(RC, NO_WISH).download().uris()).isEqualTo(there);
    assertThat(rig().offline().finder().find(RC, NO_WISH).download().uris()).isEqualTo(there);
  }

  @Test
  void namesTableBothDigestsAndThePlaceOfAWrongTarball() throws IOException {
    rig().pool("3.15.0~rc2", "another tarball");
    assertThatThrownBy(() -> rig().finder().find(RC, NO_WISH))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("CPython 3.15.0rc2 as released has the SHA-256")
        .hasMessageContaining(Digest.of(TARBALL).hex())
        .hasMessageContaining(Digest.of("another tarball").hex())
        .hasMessageContaining("templates/source/releases.list")
        .hasMessageContaining("mirror/pool/main/p/python3.15/python3.15_3.15.0~rc2.orig.tar.xz")
        .hasMessageContaining("-Dwee.source");
  }

  @Test
  void vouchesForTheUsersFile() throws IOException {
    Path file = rig().put("own.tar.xz", TARBALL);
    UserSource own = new UserSource(Optional.of(file.toUri()), Optional.empty(), false);
    assertThat(rig().finder().find(RC, own).vouchedBy()).contains("table of known releases");
  }

  @Test
  void refusesTheUsersFileOfAnotherRelease() throws IOException {
    Path file = rig().put("own.tar.xz", "another tarball");
    UserSource own = new UserSource(Optional.of(file.toUri()), Optional.empty(), false);
    assertThatThrownBy(() -> rig().finder().find(RC, own))
        .hasMessageContaining(file.toUri().toString())
        .hasMessageContaining(
            "has the SHA-256 " + Digest.of(TARBALL).hex() + ", says wee's table of known releases")
        .hasMessageContaining("found " + Digest.of("another tarball").hex());
  }

  @Test
  void offlineItTakesWhatTheCacheHas() throws IOException {
    Path file = rig().pool("3.15.0~rc2", TARBALL);
    rig().finder().find(RC, NO_WISH);
    Files.delete(file);
    assertThat(rig().offline().finder().find(RC, NO_WISH).download().digest())
        .isEqualTo(Digest.of(TARBALL));
  }

  /** Whoever mistyped a version reads so, and whoever waits for a mirror does. */
  @Test
  void saysWhetherAReleaseExists() {
    KnownReleases shipped = KnownReleases.shipped();
    PythonVersion newest = shipped.of("3.13").get(0);
    assertThat(shipped.existence(newest)).startsWith("CPython " + newest + " is a release: ");
    assertThat(shipped.existence(PythonVersion.parse("3.13.99")))
        .startsWith("No CPython 3.13.99 is in wee's table of known releases")
        .endsWith(", whose newest 3.13 is " + newest + ".");
    assertThat(shipped.existence(PythonVersion.parse("3.99.0")))
        .isEqualTo("No CPython 3.99.0 is in " + KnownReleases.NAME + ".");
  }

  @Test
  void asksEveryPlaceForAReleaseThatIsNowhere() throws IOException {
    assertThatThrownBy(() -> rig().finder().find(RC, NO_WISH))
        .hasMessageContaining("The source of CPython 3.15.0rc2 was not found. Looked at:");
  }
}
