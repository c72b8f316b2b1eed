package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceArchiveTest {
  @TempDir Path dir;

  private SourceArchive.OnDisk archive(String subdirectory) throws IOException {
    Path file =
        TestSources.make(
            dir,
            "spam",
            "1.0",
            Map.of(
                "src/py/pyproject.toml",
                "[build-system]\nrequires = []\nbuild-backend = \"own\"\nbackend-path = [\".\"]\n"));
    return new SourceArchive.OnDisk(
        new SourceArchive("spam-1.0.tar.gz", "spam", "1.0", subdirectory), file, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/py", "src/py/", "./src/py", "src//py", "src/./py/.", "src/x/../py"})
  void aSubdirectoryIsTheSameHoweverItIsWritten(String written) throws IOException {
    SourceArchive.OnDisk archive = archive(written);

    assertThat(archive.archive().subdirectory()).isEqualTo("src/py");
    assertThat(archive.system().backend()).isEqualTo("own");
    assertThat(archive.unpack(Files.createDirectory(dir.resolve("sources"))))
        .isEqualTo(dir.resolve("sources/spam-1.0/src/py"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./"})
  void theArchivesOwnFolderNeedsNoSubdirectory(String written) throws IOException {
    assertThat(archive(written).archive().subdirectory()).isEmpty();
  }

  /** As git archive, Python's zipfile and a tool of Windows write them. */
  @Test
  void aFileOfAZipKeepsThatItIsExecutable() throws IOException {
    Path file = dir.resolve("spam-1.0.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      add(zip, "configure", 0100755 << 16);
      add(zip, "mine", 0100744 << 16);
      add(zip, "bare", 0755 << 16);
      add(zip, "text", 0100644 << 16);
      add(zip, "link", 0120777 << 16);
      add(zip, "windows", 0x20);
    }

    Path sources =
        new SourceArchive.OnDisk(SourceArchive.parse("spam-1.0.zip").orElseThrow(), file, "")
            .unpack(Files.createDirectory(dir.resolve("sources")));

    for (String name : List.of("configure", "mine", "bare")) {
      assertThat(mode(sources.resolve(name))).isEqualTo("rwxr-xr-x");
    }
    for (String name : List.of("text", "link", "windows")) {
      assertThat(mode(sources.resolve(name))).isEqualTo("rw-r--r--");
    }
  }

  private static void add(ZipArchiveOutputStream zip, String name, long attributes)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry("spam-1.0/" + name);
    entry.setExternalAttributes(attributes);
    zip.putArchiveEntry(entry);
    zip.write('x');
    zip.closeArchiveEntry();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "src/../../x", "/src", "src\0"})
  void aSubdirectoryOutsideOfTheArchiveIsRefused(String written) {
    assertThatThrownBy(() -> archive(written))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("of spam-1.0.tar.gz is not a folder in it");
  }
}
