package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packages, under one name as in the cache. */
class DecompressedPackagesTest {
  private static final List<String> NAMES =
      List.of("hostname_3.23+nmu1_amd64.deb", "netbase_6.4_all.deb");

  @TempDir Path temp;
  private final List<Path> debs = new ArrayList<>();
  private List<Path> made = List.of();

  @BeforeEach
  void decompress() throws IOException {
    for (String name : NAMES) {
      Path folder = Files.createDirectory(temp.resolve(name));
      debs.add(Files.copy(Path.of("src/test/resources/debs", name), folder.resolve("data")));
    }
    made = DecompressedPackages.in(Files.createDirectory(temp.resolve("made")), debs);
  }

  @Test
  void haveTheControlFilesAndTheDataOfTheOriginals() throws IOException {
    for (int i = 0; i < debs.size(); i++) {
      DebFile original = DebFile.open(debs.get(i));
      DebFile copy = DebFile.open(made.get(i));
      assertThat(copy.controlFiles()).containsExactlyInAnyOrderEntriesOf(original.controlFiles());
      try (InputStream wanted = original.openData();
          InputStream found = copy.openData()) {
        assertThat(found).hasSameContentAs(wanted);
      }
    }
    assertThat(DebContents.paths(made)).isEqualTo(DebContents.paths(debs));
  }

  @Test
  void areNotCompressed() throws IOException {
    List<String> members = new ArrayList<>();
    try (ArArchiveInputStream ar = new ArArchiveInputStream(Files.newInputStream(made.get(0)))) {
      for (ArArchiveEntry e = ar.getNextEntry(); e != null; e = ar.getNextEntry()) {
        members.add(e.getName());
      }
    }
    assertThat(members).containsExactly("debian-binary", "control.tar.xz", "data.tar");
  }
}
