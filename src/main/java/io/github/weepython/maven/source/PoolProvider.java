package io.github.weepython.maven.source;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.debian.archive.SourcePackage;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.fetch.ProbeResult;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.openpgp.OpenPgpException;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debian's pool: its {@code .orig.tar.xz} is upstream's tarball to the byte, its digest is in the
 * signed Sources index, and newer ones have upstream's signature beside them.
 */
public final class PoolProvider implements SourceProvider {
  /** Which suites have which minor version; what is not here may be in those to come. */
  private static final Map<String, List<String>> SUITES =
      Map.of(
          "2.7", List.of("bullseye"),
          "3.9", List.of("bullseye"),
          "3.11", List.of("bookworm"),
          "3.13", List.of("trixie", "forky", "sid"));

  private static final List<String> TO_COME = List.of("forky", "sid");

  private final DebianArchive archive;
  private final Fetcher fetcher;
  private final Keyring keyring;

  /**
   * @param keyring the release managers'
   */
  public PoolProvider(DebianArchive archive, Fetcher fetcher, Keyring keyring) {
    this.archive = archive;
    this.fetcher = fetcher;
    this.keyring = keyring;
  }

  @Override
  public Optional<SourceTarball> find(
      PythonVersion version, boolean allowUnverified, LookupReport answers) {
    if (absent(version, answers)) {
      return Optional.empty();
    }
    for (String suite : SUITES.getOrDefault(version.majorMinor(), TO_COME)) {
      Optional<SourceTarball> found = inSuite(suite, version, answers);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** One look at the pool spares the indexes of every suite, which are 10 MB each. */
  private boolean absent(PythonVersion version, LookupReport answers) {
    List<URI> places =
        Stream.of("xz", "gz").flatMap(end -> archive.pool(path(version, end)).stream()).toList();
    ProbeResult presence = fetcher.probe(places);
    if (presence.absent()) {
      answers.absent("Debian's pool:\n  " + String.join("\n  ", presence.answers()));
    }
    return presence.absent();
  }

  private Optional<SourceTarball> inSuite(
      String suite, PythonVersion version, LookupReport answers) {
    String name = "python" + version.majorMinor();
    String where = "Debian " + suite + ", source package " + name;
    List<SourcePackage> packages;
    try {
      packages = archive.sources(suite, name);
    } catch (WeeException e) {
      answers.failed(where + ": " + e.getMessage());
      return Optional.empty();
    }
    for (SourcePackage sourcePackage : packages) {
      if (isOf(sourcePackage, version)) {
        return Optional.of(
            verified(sourcePackage, version, "Debian's signed Sources index of " + suite));
      }
    }
    answers.absent(
        where
            + (packages.isEmpty()
                ? ": not there"
                : ": has " + packages.stream().map(p -> p.version().toString()).toList()));
    return Optional.empty();
  }

  private SourceTarball verified(SourcePackage found, PythonVersion version, String index) {
    Download tarball =
        file(found, ".orig.tar.xz")
            .or(() -> file(found, ".orig.tar.gz"))
            .orElseThrow(
                () ->
                    new SourceException(
                        "Debian's source package %s %s lists no .orig.tar.xz and no .orig.tar.gz. Set <source> or -Dwee.source to a tarball, or <python> or -Dwee.python to another version."
                            .formatted(found.name(), found.version())));
    Optional<Download> signature = file(found, tarball.name() + ".asc");
    if (signature.isEmpty()) {
      return new SourceTarball(tarball, index);
    }
    try {
      byte[] signed = Files.readAllBytes(fetcher.fetch(signature.get()));
      Keyring.Signer signer =
          keyring.verifyDetached(tarball.name(), fetcher.fetch(tarball), signed);
      return new SourceTarball(tarball, signer.userId() + ", and " + index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OpenPgpException e) {
      throw new SourceException(
          "CPython "
              + version
              + " of Debian's pool has no valid signature: "
              + e.getMessage()
              + "\nTo build it anyway, set <source> to it, with <sourceSha256>"
              + tarball.digest().hex()
              + "</sourceSha256>.",
          e);
    }
  }

  /**
   * Where the pool has a version's tarball, below {@code pool/main}.
   *
   * @param end {@code xz} or {@code gz}
   */
  static String path(PythonVersion version, String end) {
    String name = "python" + version.majorMinor();
    return "p/%s/%s_%s.orig.tar.%s".formatted(name, name, debian(version), end);
  }

  /** Whether a source package is of that upstream version. */
  static boolean isOf(SourcePackage found, PythonVersion version) {
    return upstream(found.version().toString()).equals(debian(version));
  }

  private static Optional<Download> file(SourcePackage found, String end) {
    return found.downloads().stream().filter(d -> d.name().endsWith(end)).findFirst();
  }

  /** {@code 3.13.5} of {@code 1:3.13.5-2+deb13u1}. */
  private static String upstream(String version) {
    String bare = version.substring(version.indexOf(':') + 1);
    int dash = bare.lastIndexOf('-');
    return dash < 0 ? bare : bare.substring(0, dash);
  }

  /** Debian sorts release candidates before the release by a tilde (deb-version(7)). */
  private static String debian(PythonVersion version) {
    return version.suffix().isEmpty()
        ? version.toString()
        : version.release() + "~" + version.suffix();
  }
}
