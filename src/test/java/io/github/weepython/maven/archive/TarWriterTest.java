package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.Property;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
  private static final long LATEST = 1_000_000;
  private static final String LONG = "usr/" + "n".repeat(150) + "/" + "é".repeat(60);

  private static List<Entry> entries() {
    return List.of(
        Entry.file("usr/bin/su", 04755, Content.of("su")).withOwner(0, 42).withMtime(2_000_000),
        Entry.hardlink("usr/bin/a", "usr/bin/su"),
        Entry.symlink("bin", "usr/bin"),
        Entry.directory("tmp", 01777).withMtime(5),
        Entry.file(LONG, 0644, Content.of("")));
  }

  private static byte[] tar(List<Entry> entries) throws IOException {
    FileTree tree = new FileTree();
    entries.forEach(tree::put);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TarWriter(LATEST).write(tree, out);
    return out.toByteArray();
  }

  private static List<TarArchiveEntry> read(byte[] tar) throws IOException {
    List<TarArchiveEntry> result = new ArrayList<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        result.add(e);
      }
    }
    return result;
  }

  @Test
  void writesParentsBeforeAndHardLinksAfterTheirFiles() throws IOException {
    assertThat(read(tar(entries())))
        .extracting(TarArchiveEntry::getName)
        .containsExactly(
            "bin",
            "tmp/",
            "usr/",
            "usr/bin/",
            "usr/bin/su",
            "usr/" + "n".repeat(150) + "/",
            LONG,
            "usr/bin/a");
  }

  @Test
  void keepsModesOwnersAndLinksAndClampsTimes() throws IOException {
    List<TarArchiveEntry> read = read(tar(entries()));
    TarArchiveEntry su = read.get(4);
    assertThat(su.getMode()).isEqualTo(04755);
    assertThat(su.getLongGroupId()).isEqualTo(42);
    assertThat(su.getUserName() + su.getGroupName()).isEmpty();
    assertThat(su.getLastModifiedTime().toMillis()).isEqualTo(LATEST * 1000);
    assertThat(read.get(1).getMode()).isEqualTo(01777);
    assertThat(read.get(1).getLastModifiedTime().toMillis()).isEqualTo(5000);
    assertThat(read.get(0).isSymbolicLink()).isTrue();
    assertThat(read.get(0).getLinkName()).isEqualTo("usr/bin");
    assertThat(read.get(7).isLink()).isTrue();
    assertThat(read.get(7).getLinkName()).isEqualTo("usr/bin/su");
  }

  @Test
  void writesTheSameBytesWhateverTheOrder() throws IOException {
    List<Entry> reversed = new ArrayList<>(entries());
    Collections.reverse(reversed);
    assertThat(tar(reversed)).isEqualTo(tar(entries()));
  }

  @Test
  void refusesAHardLinkToNothing() {
    assertThatThrownBy(() -> tar(List.of(Entry.hardlink("a", "gone"))))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("names gone");
  }

  @Test
  void whatIsReadBackFromDiskIsWrittenAsTheSameBytes(@TempDir Path dir) throws IOException {
    byte[] tar = tar(entries());
    FileTree back = TarReader.tree(Files.write(dir.resolve("tar"), tar));
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    new TarWriter(LATEST).write(back, again);
    assertThat(again.toByteArray()).isEqualTo(tar);
    assertThat(back.get("usr/bin/su").orElseThrow().content().readAll()).asString().isEqualTo("su");
  }

  /** Names longer than ustar's fields and of any script, sizes around a block, ids of any size. */
  @Test
  void whateverIsWrittenIsReadBackTheSame(@TempDir Path dir) {
    Property.holds(
        150,
        random -> {
          FileTree tree =
              RandomTrees.tree(
                  random, "a", ".", " ", "\n", "\\", "=", "*", "é", "语", "🐍", "\u0301");
          byte[] tar = written(tree);
          List<String> streamed = new ArrayList<>();
          TarReader.read(
              "it",
              new ByteArrayInputStream(tar),
              TarReader.Devices.REFUSE,
              (entry, size, body) -> streamed.add(described(entry, body.readAllBytes())));
          FileTree onDisk = TarReader.tree(Files.write(dir.resolve("tar"), tar));
          for (Entry entry : tree.entries()) {
            String wanted = described(entry, bytes(entry));
            assertThat(streamed).contains(wanted);
            Entry back = onDisk.get(entry.path()).orElseThrow();
            assertThat(described(back, bytes(back))).isEqualTo(wanted);
          }
          assertThat(written(onDisk)).isEqualTo(tar);
        });
  }

  private static byte[] written(FileTree tree) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TarWriter(LATEST).write(tree, out);
    return out.toByteArray();
  }

  private static byte[] bytes(Entry entry) throws IOException {
    return entry.type() == Entry.Type.FILE ? entry.content().readAll() : new byte[0];
  }

  private static String described(Entry entry, byte[] content) {
    return "%s %s %o %d:%d @%d -> %s %s"
        .formatted(
            entry.path(),
            entry.type(),
            entry.mode(),
            entry.uid(),
            entry.gid(),
            Math.min(entry.mtime(), LATEST),
            entry.link(),
            HexFormat.of().formatHex(content));
  }
}
