package io.github.weepython.maven.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.rootfs.DebFile;
import io.github.weepython.maven.debian.rootfs.UsrMergeUnpacker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfTest {
  private static final Path DEB = Path.of("src/test/resources/debs/hostname_3.23+nmu1_amd64.deb");
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;
  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu/";
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";

  @TempDir Path root;
  private final FileTree tree = new FileTree();
  private final Map<String, ElfFile> files = new HashMap<>();

  private byte[] hostname() throws IOException {
    UsrMergeUnpacker unpacker = new UsrMergeUnpacker(root, path -> true);
    unpacker.unpack(DebFile.open(DEB));
    return unpacker.tree().get("usr/bin/hostname").orElseThrow().content().readAll();
  }

  @Test
  void readsARealProgram() throws IOException {
    ElfFile hostname = ElfFile.read("hostname", hostname()).orElseThrow();
    assertThat(hostname.machine()).isEqualTo(X86_64);
    assertThat(hostname.wide()).isTrue();
    assertThat(hostname.needed()).containsExactly("libc.so.6");
    assertThat(hostname.interpreter()).contains(LOADER);
    assertThat(hostname.soname()).isEmpty();
    assertThat(hostname.searched()).isEmpty();
  }

  /** As {@code objcopy --only-keep-debug} leaves them: with the headers of what it took out. */
  @Test
  void debugSymbolsNeedNeitherLoaderNorLibraries() throws IOException {
    ByteBuffer symbols = ByteBuffer.wrap(hostname()).order(ByteOrder.LITTLE_ENDIAN);
    int headers = Math.toIntExact(symbols.getLong(32));
    for (int i = 0; i < symbols.getShort(56); i++) {
      symbols.putLong(headers + i * symbols.getShort(54) + 32, 0); // p_filesz
    }
    ElfFile read = ElfFile.read("hostname.debug", symbols).orElseThrow();
    assertThat(read.interpreter()).isEmpty();
    assertThat(read.needed()).isEmpty();
  }

  @Test
  void leavesOtherFilesAlone() {
    assertThat(ElfFile.read("x", new byte[100])).isEmpty();
    assertThat(ElfFile.read("x", new byte[] {0x7f, 'E', 'L', 'F'})).isEmpty();
  }

  @Test
  void namesADamagedFile() throws IOException {
    byte[] half = Arrays.copyOf(hostname(), 700);
    assertThatThrownBy(() -> ElfFile.read("usr/bin/hostname", half))
        .isInstanceOf(ElfException.class)
        .hasMessageContaining("usr/bin/hostname is a damaged program or library");
  }

  @Test
  void findsLibrariesWhereTheLoaderLooks() {
    loader();
    library(LIBRARIES + "libc.so.6");
    tree.put(Entry.symlink("usr/lib/x86_64-linux-gnu/libx.so.1", "libx.so.1.2"));
    library(LIBRARIES + "libx.so.1.2");
    program("usr/bin/x", List.of("libx.so.1", "libc.so.6"), List.of());
    library("opt/app/lib/liby.so");
    program("opt/app/bin/y", List.of("liby.so"), List.of("$ORIGIN/../lib"));
    assertThat(missing()).isEmpty();
    assertThat(closure().unneeded(path -> false)).isEmpty();
  }

  /** As {@code python3 -m venv --copies} makes it, or somebody who sets file capabilities. */
  @Test
  void aCopyOfASharedInterpreterFindsItsLibraryByTheCacheAlone() throws IOException {
    loader();
    List<String> libpython = List.of("libpython3.13.so.1.0");
    tree.put(Entry.directory("usr/local/lib", 0755));
    library("usr/local/lib/libpython3.13.so.1.0");
    program("usr/local/bin/python3.13", libpython, List.of("$ORIGIN/../lib"));
    program("tmp/venv/bin/python", libpython, List.of("$ORIGIN/../lib"));
    assertThat(missing()).containsExactly("/tmp/venv/bin/python needs libpython3.13.so.1.0");
    LibraryCache cache = LoaderPaths.missingCache(tree, files).orElseThrow();
    assertThat(new Closure(tree, files, cache, List.of()).missing()).isEmpty();
  }

  @Test
  void namesTheFileAndTheLibraryItLacks() {
    loader();
    program("usr/bin/x", List.of("libx.so.1", "libz.so.1"), List.of());
    library("opt/libx.so.1");
    assertThat(missing())
        .containsExactly("/usr/bin/x needs libx.so.1", "/usr/bin/x needs libz.so.1");
  }

  @Test
  void namesALoaderThatIsNotThere() {
    program("usr/bin/x", List.of(), List.of());
    assertThat(missing()).containsExactly("/usr/bin/x needs " + LOADER);
  }

  @Test
  void takesNoLibraryOfAnotherProcessor() {
    loader();
    program("usr/bin/x", List.of("libx.so.1"), List.of());
    put("usr/lib/libx.so.1", AARCH64, List.of(), List.of(), Optional.empty());
    assertThat(missing()).containsExactly("/usr/bin/x needs libx.so.1");
  }

  @Test
  void namesLibrariesThatNothingNeeds() {
    loader();
    library(LIBRARIES + "libx.so.1");
    library(LIBRARIES + "liby.so.1");
    library(LIBRARIES + "engines-3/z.so");
    program("usr/bin/x", List.of("libx.so.1"), List.of());
    assertThat(closure().unneeded(path -> false))
        .containsExactly("/usr/lib/x86_64-linux-gnu/liby.so.1");
    assertThat(closure().unneeded(path -> path.endsWith("liby.so.1"))).isEmpty();
  }

  private Closure closure() {
    return new Closure(tree, files, LibraryCache.EMPTY, List.of());
  }

  private List<String> missing() {
    return closure().missing().stream().map(MissingLibrary::toString).toList();
  }

  private void loader() {
    tree.put(Entry.symlink("lib64", "usr/lib64"));
    tree.put(Entry.symlink("usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld.so"));
    library(LIBRARIES + "ld.so");
  }

  private void library(String path) {
    put(path, X86_64, List.of(), List.of(), Optional.empty());
  }

  private void program(String path, List<String> needed, List<String> searched) {
    put(path, X86_64, needed, searched, Optional.of(LOADER));
  }

  private void put(
      String path,
      int machine,
      List<String> needed,
      List<String> searched,
      Optional<String> interpreter) {
    tree.put(Entry.file(path, 0755, Content.of("")));
    files.put(path, new ElfFile(machine, true, needed, searched, Optional.empty(), interpreter));
  }
}
