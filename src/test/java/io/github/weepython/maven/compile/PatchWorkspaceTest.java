package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source tree of which only the files that patches name go to a daemon and back. */
class PatchWorkspaceTest {
  private static final long MADE = 1_700_000_000;

  @TempDir Path dir;
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = dir.resolve("source");
    for (String file : List.of("Lib/ssl.py", "Lib/json/decoder.py", "Lib/old/only.py", "README")) {
      Files.createDirectories(source.resolve(file).getParent());
      Files.writeString(source.resolve(file), "old " + file);
    }
    Files.createSymbolicLink(source.resolve("Lib/link"), Path.of("ssl.py"));
  }

  private PatchWorkspace take(String... files) throws IOException {
    return PatchWorkspace.take(source, dir.resolve("part"), Set.of(files));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      return below
          .filter(path -> Files.isRegularFile(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void takesTheNamedFilesWithAllFoldersAndLinks() throws IOException {
    PatchWorkspace part = take("Lib/ssl.py", "not/there.py");
    assertThat(files(part.folder())).containsExactly("Lib/ssl.py");
    assertThat(part.folder().resolve("Lib/json")).isDirectory();
    assertThat(Files.readSymbolicLink(part.folder().resolve("Lib/link"))).hasToString("ssl.py");
    assertThat(files(source)).containsExactly("Lib/json/decoder.py", "Lib/old/only.py", "README");
  }

  @Test
  void givesBackWhatWasChangedAndMade() throws IOException {
    PatchWorkspace part = take("Lib/ssl.py", "Lib/test/new/test_x.py");
    Files.writeString(part.folder().resolve("Lib/ssl.py"), "patched");
    Files.createDirectories(part.folder().resolve("Lib/test/new"));
    Files.writeString(part.folder().resolve("Lib/test/new/test_x.py"), "new");
    part.giveBack(MADE);
    assertThat(source.resolve("Lib/ssl.py")).hasContent("patched");
    assertThat(source.resolve("Lib/test/new/test_x.py")).hasContent("new");
    assertThat(source.resolve("README")).hasContent("old README");
    FileTime made = FileTime.from(Instant.ofEpochSecond(MADE));
    for (String folder : List.of("", "Lib", "Lib/test", "Lib/test/new")) {
      assertThat(Files.getLastModifiedTime(source.resolve(folder))).as(folder).isEqualTo(made);
    }
    assertThat(Files.getLastModifiedTime(source.resolve("Lib/json"))).isNotEqualTo(made);
  }

  /** As patch(1) does. */
  @Test
  void aFolderThatLostItsLastFileGoes() throws IOException {
    PatchWorkspace part = take("Lib/old/only.py", "Lib/json/decoder.py");
    Files.delete(part.folder().resolve("Lib/old/only.py"));
    part.giveBack(MADE);
    assertThat(source.resolve("Lib/old")).doesNotExist();
    assertThat(source.resolve("Lib/json/decoder.py")).hasContent("old Lib/json/decoder.py");
    assertThat(source.resolve("Lib")).isDirectory();
  }

  @Test
  void aFolderInAFilesPlaceIsNotTakenForIt() throws IOException {
    PatchWorkspace part = take("Lib/ssl.py");
    Files.delete(part.folder().resolve("Lib/ssl.py"));
    Files.createDirectory(part.folder().resolve("Lib/ssl.py"));
    part.giveBack(MADE);
    assertThat(source.resolve("Lib/ssl.py")).doesNotExist();
    assertThat(source.resolve("Lib/old/only.py")).exists();
  }
}
