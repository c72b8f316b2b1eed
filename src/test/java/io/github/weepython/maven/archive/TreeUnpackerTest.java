package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeUnpackerTest {
  @TempDir Path temp;
  private Path root;
  private Path outside;
  private TreeUnpacker unpacker;

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectory(temp.resolve("root"));
    outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "untouched");
    unpacker = new TreeUnpacker(root, path -> true);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private void file(String path, String text) throws IOException {
    unpacker.put(Entry.file(path, 0644, Content.of(new byte[0])), text(text));
  }

  private void put(Entry entry) throws IOException {
    unpacker.put(entry, text(""));
  }

  @Test
  void keepsTheBytesOfAllFilesInOne() throws IOException {
    Path spool = temp.resolve("spool");
    unpacker = TreeUnpacker.spooled(spool);
    put(Entry.directory("a", 0755));
    file("a/one", "first");
    file("a/two", "x".repeat(200_000));
    file("a/one", "second");
    put(Entry.hardlink("a/three", "a/two"));
    unpacker.remove("a/three");
    assertThat(new String(read("a/one"), StandardCharsets.UTF_8)).isEqualTo("second");
    assertThat(read("a/two")).hasSize(200_000).containsOnly('x');
    assertThat(unpacker.tree().get("a/three")).isEmpty();
    assertThat(spool).hasSize("first".length() + 200_000L + "second".length());
    assertThat(root).isEmptyDirectory();
    assertThat(TarReader.tree(packed(unpacker.tree())).get("a/one").orElseThrow().content().size())
        .isEqualTo("second".length());
  }

  private byte[] read(String path) throws IOException {
    return unpacker.tree().get(path).orElseThrow().content().readAll();
  }

  private Path packed(FileTree tree) throws IOException {
    Path tar = temp.resolve("packed.tar");
    try (OutputStream out = Files.newOutputStream(tar)) {
      new TarWriter(Long.MAX_VALUE).write(tree, out);
    }
    return tar;
  }

  @Test
  void walksThroughNoSymlink() throws IOException {
    put(Entry.symlink("door", outside.toString()));
    assertThatThrownBy(() -> file("door/secret", "changed"))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("leads through door");
    assertThat(outside.resolve("secret")).hasContent("untouched");
  }

  @Test
  void walksThroughNoSymlinkInPlaceOfAFolderItWroteTo() throws IOException {
    file("door/first", "x");
    unpacker.remove("door");
    put(Entry.symlink("door", outside.toString()));
    assertThatThrownBy(() -> file("door/secret", "changed"))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("leads through door");
    assertThat(outside.resolve("secret")).hasContent("untouched");
  }

  @Test
  void aDirectoryDoesNotReplaceALink() throws IOException {
    put(Entry.symlink("door", outside.toString()));
    put(Entry.directory("door", 0755));
    assertThatThrownBy(() -> file("door/new", "x")).isInstanceOf(ArchiveException.class);
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void writesOverALinkAndNotThroughIt() throws IOException {
    put(Entry.symlink("door", outside.resolve("secret").toString()));
    file("door", "mine");
    assertThat(outside.resolve("secret")).hasContent("untouched");
    assertThat(root.resolve("door")).hasContent("mine").isRegularFile();
  }

  @Test
  void hardLinksOnlyToFilesOfItsOwn() throws IOException {
    put(Entry.symlink("door", outside.resolve("secret").toString()));
    assertThatThrownBy(() -> put(Entry.hardlink("copy", "door")))
        .hasMessageContaining("is a hard link to door, which is not a file");
    assertThatThrownBy(() -> put(Entry.hardlink("copy", "missing")))
        .hasMessageContaining("is a hard link to missing");
    file("real", "one");
    put(Entry.hardlink("copy", "real"));
    file("copy", "two");
    assertThat(root.resolve("real")).hasContent("one");
  }

  /** As inodes do, whether the tree is on disk or in one file. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hardLinksKeepWhatTheFirstNameHad(boolean spooled) throws IOException {
    unpacker = spooled ? TreeUnpacker.spooled(temp.resolve("spool")) : unpacker;
    file("one", "old");
    put(Entry.hardlink("two", "one"));
    put(Entry.hardlink("three", "two"));
    file("one", "new");
    assertThat(read("one")).asString().isEqualTo("new");
    assertThat(read("three")).asString().isEqualTo("old");
    assertThat(unpacker.tree().get("two").orElseThrow().link()).isEqualTo("three");

    unpacker.remove("three");
    assertThat(read("two")).asString().isEqualTo("old");

    put(Entry.hardlink("four", "two"));
    put(Entry.hardlink("two", "one"));
    assertThat(read("four")).asString().isEqualTo("old");
    assertThat(TarReader.tree(packed(unpacker.tree())).get("two").orElseThrow().link())
        .isEqualTo("one");
  }

  @Test
  void keepsModesAndOwnersInTheTreeAndNoSetIdOnDisk() throws IOException {
    unpacker.put(
        Entry.file("su", 04755, Content.of(new byte[0])).withOwner(0, 42), text("program"));
    Entry found = unpacker.tree().get("su").orElseThrow();
    assertThat(found.mode()).isEqualTo(04755);
    assertThat(found.gid()).isEqualTo(42);
    assertThat(mode("su")).isEqualTo("755");
  }

  /** Whatever the umask is; the owner can always work with them. */
  @Test
  void givesDirectoriesTheModesOfTheirEntries() throws IOException {
    put(Entry.directory("home", 0700));
    put(Entry.directory("shared", 01777));
    put(Entry.directory("closed", 0050));
    put(Entry.directory("changed", 0755));
    put(Entry.directory("changed", 0750));
    file("made/file", "x");
    assertThat(mode("home")).isEqualTo("700");
    assertThat(mode("shared")).isEqualTo("777");
    assertThat(mode("closed")).isEqualTo("750");
    assertThat(mode("changed")).isEqualTo("750");
    assertThat(mode("made")).isEqualTo("755");
  }

  private String mode(String path) throws IOException {
    return Integer.toOctalString(
        (Integer) Files.getAttribute(root.resolve(path), "unix:mode") & 07777);
  }

  @Test
  void writesNamesBeyondAscii() throws IOException {
    file("Főtanúsítvány.crt", "certificate");
    assertThat(TreeReader.read(root).get("Főtanúsítvány.crt")).isPresent();
  }

  @Test
  void leavesOutWhatIsNotWanted() throws IOException {
    TreeUnpacker picky = new TreeUnpacker(root, path -> !path.endsWith(".1"));
    picky.put(Entry.file("man/x.1", 0644, Content.of(new byte[0])), text("page"));
    assertThat(root.resolve("man/x.1")).doesNotExist();
    assertThat(picky.tree().get("man/x.1")).isEmpty();
  }

  @Test
  void keepsTheDotsOfALinkBeyondAscii() throws IOException {
    put(Entry.symlink("b/link", "../\u00e4/F\u0151tan\u00fas\u00edtv\u00e1ny.crt"));
    assertThat(TreeReader.read(root).get("b/link").orElseThrow().link())
        .isEqualTo("../\u00e4/F\u0151tan\u00fas\u00edtv\u00e1ny.crt");
  }

  @Test
  void readsALayerThatIsNotCompressed() throws IOException {
    file("a", "x");
    Path tar = packed(unpacker.tree());
    try (InputStream in = LayerDecompressor.open(tar)) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(tar));
    }
  }
}
