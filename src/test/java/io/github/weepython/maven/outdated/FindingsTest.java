package io.github.weepython.maven.outdated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.outdated.Finding.Kind;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Tags;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  private static final PythonVersion PYTHON = PythonVersion.parse("3.13.5");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

  @TempDir Path temp;

  private static LockedFile file(String name, String version, String mirror) {
    return new LockedFile(name, version, List.of(URI.create(mirror + name)), "0".repeat(64), 1);
  }

  private static LockedPackage deb(String name, String version, String mirror) {
    return new LockedPackage(
        name, "amd64", name, version, file(name + ".deb", version, mirror), false);
  }

  private static Lock lock(List<LockedFile> patches, LockedPackage... base) {
    return new Lock(
        0,
        List.of(deb("gcc", "1", "http://deb.example.com/debian/")),
        Map.of("distroless", List.of(base)),
        file("Python-3.13.5.tar.xz", "3.13.5", "http://deb.example.com/"),
        "a test",
        patches,
        List.of(),
        List.of());
  }

  @Test
  void findsUpdatesOfPackagesAndPatches() {
    Lock built =
        lock(
            List.of(file("python.debian.tar.xz", "3.13.5-2", "http://deb.example.com/debian/")),
            deb("libssl3t64", "3.5.1-1", "http://deb.example.com/debian/"),
            deb("libc6", "2.41-1", "http://deb.example.com/debian/"),
            deb("zlib1g", "1.3", "http://deb.example.com/debian/"));
    Lock now =
        lock(
            List.of(file("python.debian.tar.xz", "3.13.5-3", "http://deb.example.com/debian/")),
            deb("libssl3t64", "3.5.1-2", "http://deb.example.com/fixes/pool/updates/main/o/"),
            deb("libc6", "2.41-2", "http://security.example.com/debian/pool/main/g/"),
            deb("zlib1g", "1.3", "http://deb.example.com/debian/"));
    assertThat(Findings.of(PYTHON, built, now))
        .containsExactlyInAnyOrder(
            new Finding("3.13.5", Kind.PATCHES, "Debian's python3.13", "3.13.5-2", "3.13.5-3"),
            new Finding("3.13.5", Kind.SECURITY_UPDATE, "libssl3t64", "3.5.1-1", "3.5.1-2"),
            new Finding("3.13.5", Kind.UPDATE, "libc6", "2.41-1", "2.41-2"));
    assertThat(Findings.of(PYTHON, built, built)).isEmpty();
  }

  @Test
  void findsANewerReleaseAndEndsOfLife() {
    assertThat(
            Findings.of(
                Specs.tagged("3.14.7", Tags.DEFAULT),
                Optional.of(PythonVersion.parse("3.14.8")),
                TODAY))
        .containsExactly(new Finding("3.14.7", Kind.RELEASE, "CPython 3.14", "3.14.7", "3.14.8"));
    assertThat(Findings.of(Specs.tagged("3.9.2", Tags.DEFAULT), Optional.empty(), TODAY))
        .extracting(Finding::kind, Finding::subject, Finding::available)
        .containsExactly(
            tuple(Kind.END_OF_LIFE, "CPython 3.9", "2025-10-31"),
            tuple(Kind.END_OF_LIFE, "Debian bullseye", "2026-08-31"));
    assertThat(
            Findings.of(
                Specs.tagged("3.14.7", Tags.DEFAULT), Optional.empty(), LocalDate.of(2030, 6, 30)))
        .isEmpty();
    assertThat(
            Findings.of(
                Specs.tagged("3.15.0", Tags.DEFAULT), Optional.empty(), LocalDate.of(2031, 11, 1)))
        .extracting(Finding::subject)
        .containsExactly("CPython 3.15", "Debian trixie");
  }

  @Test
  void comparesASeriesWithTheReleaseThatItWasLastTime() {
    ImageSpec now = Specs.tagged("3.14.8", Tags.DEFAULT);
    Lock lock = lock(List.of());
    List<PythonVersion> series =
        Stream.of("3.14.9", "3.14.8", "3.14.6", "3.14.7").map(PythonVersion::parse).toList();
    assertThat(LastBuild.find(now, series, remembering(lock, "3.14.9", "3.14.7", "3.14.6")))
        .contains(new LastBuild(PythonVersion.parse("3.14.7"), lock));
    assertThat(LastBuild.find(now, series, remembering(lock, "3.14.8", "3.14.7")))
        .contains(new LastBuild(PythonVersion.parse("3.14.8"), lock));
    assertThat(LastBuild.find(now, series, remembering(lock, "3.14.9"))).isEmpty();
  }

  private static Function<ImageSpec, Optional<Lock>> remembering(Lock lock, String... releases) {
    return spec -> Optional.of(lock).filter(any -> List.of(releases).contains(spec.python() + ""));
  }

  @Test
  void writesATableAndJson() throws IOException {
    List<Finding> findings =
        List.of(
            new Finding("3.14.7", Kind.RELEASE, "CPython 3.14", "3.14.7", "3.14.8"),
            new Finding("3.14.7", Kind.SECURITY_UPDATE, "libssl3t64", "3.5.1-1", "3.5.1-2"));
    assertThat(FindingsWriter.table(findings))
        .containsExactly(
            "python  what             of            built with  now",
            "3.14.7  newer release    CPython 3.14  3.14.7      3.14.8",
            "3.14.7  security update  libssl3t64    3.5.1-1     3.5.1-2");
    Path file = temp.resolve("new/outdated.json");
    FindingsWriter.write(findings, file);
    assertThat(file)
        .content()
        .contains("\"kind\" : \"security-update\"", "\"available\" : \"3.14.8\"");
  }

  @Test
  void countsWhatFailsABuild() {
    Finding release = new Finding("3.14.7", Kind.RELEASE, "CPython 3.14", "3.14.7", "3.14.8");
    Finding update = new Finding("3.14.7", Kind.UPDATE, "libc6", "2.41-1", "2.41-2");
    Path file = Path.of("outdated.json");
    assertThat(FindingsWriter.failure(List.of(release), file))
        .startsWith("One thing is outdated: newer release of CPython 3.14, 3.14.8 now. See");
    assertThat(FindingsWriter.failure(List.of(release, update), file))
        .startsWith("2 things are outdated, the first: newer release of CPython 3.14, 3.14.8 now.");
  }

  @Test
  void findsTheLastBuildOfAReleaseThatTheTableDoesNotKnow() {
    Lock lock = lock(List.of());
    assertThat(
            LastBuild.find(
                Specs.tagged("3.14.11", Tags.DEFAULT),
                Stream.of("3.14.8", "3.14.7").map(PythonVersion::parse).toList(),
                remembering(lock, "3.14.9", "3.14.7")))
        .contains(new LastBuild(PythonVersion.parse("3.14.9"), lock));
  }
}
