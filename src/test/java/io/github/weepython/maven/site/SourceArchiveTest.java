package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "src/../../x", "/src", "src\0"})
  void aSubdirectoryOutsideOfTheArchiveIsRefused(String written) {
    assertThatThrownBy(() -> archive(written))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("of spam-1.0.tar.gz is not a folder in it");
  }
}
