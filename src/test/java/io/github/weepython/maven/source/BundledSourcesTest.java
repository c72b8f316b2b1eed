package io.github.weepython.maven.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.source.BundledSources.Bundled;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledSourcesTest {
  /** Of CPython 3.13.5's Misc/sbom.spdx.json, less all but one or two files of each package. */
  private static final String SBOM =
      """
      {"spdxVersion": "SPDX-2.3",
       "files": [
        {"SPDXID": "SPDXRef-FILE-Modules-expat-ascii.h", "fileName": "Modules/expat/ascii.h"},
        {"SPDXID": "SPDXRef-FILE-Lib-ctypes-macholib-dyld.py", "fileName": "Lib/ctypes/macholib/dyld.py"},
        {"SPDXID": "SPDXRef-FILE-Modules-decimal-libmpdec-bits.h", "fileName": "Modules/_decimal/libmpdec/bits.h"}],
       "packages": [
        {"SPDXID": "SPDXRef-PACKAGE-expat", "name": "expat", "versionInfo": "2.6.3"},
        {"SPDXID": "SPDXRef-PACKAGE-macholib", "name": "macholib", "versionInfo": "1.0",
         "externalRefs": [{"referenceCategory": "PACKAGE_MANAGER", "referenceLocator": "pkg:pypi/macholib@1.0", "referenceType": "purl"}]},
        {"SPDXID": "SPDXRef-PACKAGE-mpdecimal", "name": "mpdecimal", "versionInfo": "2.5.1",
         "checksums": [{"algorithm": "SHA256", "checksumValue": "9f9cd4c041f99b5c49ffb7b59d9f12d95b683d88585608aa56a6307667b2b21f"}],
         "downloadLocation": "https://www.bytereef.org/software/mpdecimal/releases/mpdecimal-2.5.1.tar.gz",
         "externalRefs": [{"referenceCategory": "SECURITY", "referenceLocator": "cpe:2.3:a:bytereef:mpdecimal:2.5.1:*:*:*:*:*:*:*", "referenceType": "cpe23Type"}]}],
       "relationships": [
        {"spdxElementId": "SPDXRef-PACKAGE-expat", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-FILE-Modules-expat-ascii.h"},
        {"spdxElementId": "SPDXRef-PACKAGE-macholib", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-FILE-Lib-ctypes-macholib-dyld.py"},
        {"spdxElementId": "SPDXRef-PACKAGE-mpdecimal", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-FILE-Modules-decimal-libmpdec-bits.h"}]}
      """;

  private static final String MIMALLOC =
      "#define MI_MALLOC_VERSION 212   // major + 2 digits minor\n";

  @TempDir Path dir;

  private Path tarball(Map<String, String> files) throws Exception {
    FileTree tree = new FileTree();
    files.forEach(
        (path, text) -> tree.put(Entry.file("Python-3.13.5/" + path, 0644, Content.of(text))));
    Path tar = dir.resolve("Python-3.13.5.tar");
    try (OutputStream out = Files.newOutputStream(tar)) {
      new TarWriter(0).write(tree, out);
    }
    return tar;
  }

  @Test
  void namesWhatCPythonsOwnListAndHeadersSayButNotWhatIsDebians() throws Exception {
    Path tar =
        tarball(
            Map.of(
                "Misc/sbom.spdx.json",
                SBOM,
                "Include/internal/mimalloc/mimalloc.h",
                MIMALLOC,
                "Lib/ensurepip/_bundled/pip-25.1.1-py3-none-any.whl",
                "a wheel",
                "Modules/_decimal/libmpdec/mpdecimal.h",
                "#define MPD_VERSION \"2.5.1\"\n"));
    assertThat(BundledSources.read(tar))
        .containsExactly(
            new Bundled(
                "macholib",
                "1.0",
                "",
                "",
                "",
                "pkg:pypi/macholib@1.0",
                List.of("ctypes/macholib/dyld.py")),
            new Bundled("mimalloc", "2.1.2", "", "", "", "", List.of()),
            new Bundled(
                "mpdecimal",
                "2.5.1",
                "9f9cd4c041f99b5c49ffb7b59d9f12d95b683d88585608aa56a6307667b2b21f",
                "https://www.bytereef.org/software/mpdecimal/releases/mpdecimal-2.5.1.tar.gz",
                "cpe:2.3:a:bytereef:mpdecimal:2.5.1:*:*:*:*:*:*:*",
                "",
                List.of()),
            new Bundled(
                "pip",
                "25.1.1",
                Digest.of("a wheel").hex(),
                "",
                "",
                "pkg:pypi/pip@25.1.1",
                List.of("ensurepip/_bundled/pip-25.1.1-py3-none-any.whl")));
  }

  @Test
  void readsHeadersWhereThereIsNoListYet() throws Exception {
    Path tar =
        tarball(Map.of("Modules/_decimal/libmpdec/mpdecimal.h", "#define MPD_VERSION \"2.4.2\"\n"));
    assertThat(BundledSources.read(tar))
        .containsExactly(new Bundled("mpdecimal", "2.4.2", "", "", "", "", List.of()));
  }
}
