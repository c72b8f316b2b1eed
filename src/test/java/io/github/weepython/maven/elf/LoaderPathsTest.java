package io.github.weepython.maven.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the host's own ldconfig(8), on Debian or Ubuntu. */
class LoaderPathsTest {
  private static final int X86_64 = 62;

  @TempDir Path folder;
  private final FileTree tree = new FileTree();
  private final Map<String, ElfFile> files = new HashMap<>();

  @Test
  void ldconfigReadsTheCacheThatWeeWrites() throws Exception {
    etc("ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n");
    etc("ld.so.conf.d/libc.conf", "# libc default configuration\n/usr/local/lib\n");
    library("usr/local/lib/libpython3.13.so.1.0");
    tree.put(Entry.symlink("usr/local/lib/libpython3.13.so", "libpython3.13.so.1.0"));
    for (int i = 1; i < 40; i++) {
      library("usr/lib/x86_64-linux-gnu/libx" + i + ".so." + i);
    }
    Path cache =
        Files.write(
            folder.resolve("cache"), LoaderPaths.missingCache(tree, files).orElseThrow().bytes());

    Process ldconfig = new ProcessBuilder("/sbin/ldconfig", "-C", cache.toString(), "-p").start();
    String listed = new String(ldconfig.getInputStream().readAllBytes());

    assertThat(listed)
        .contains("41 libs found")
        .contains("libpython3.13.so.1.0 (libc6,x86-64) => /usr/local/lib/libpython3.13.so.1.0\n")
        .contains("libpython3.13.so (libc6,x86-64) => /usr/local/lib/libpython3.13.so\n")
        .contains("libx9.so.9 (libc6,x86-64) => /usr/lib/x86_64-linux-gnu/libx9.so.9\n")
        .containsSubsequence("libx39.so.39", "libx10.so.10", "libx9.so.9", "libpython3.13.so.1.0");
  }

  @Test
  void readsTheCacheOfThisMachine() throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of("/etc/ld.so.cache"));
    LibraryCache cache = LibraryCache.parse(bytes);
    assertThat(cache.paths()).containsKey("libc.so.6");
    assertThat(LibraryCache.parse(cache.bytes()).paths()).isEqualTo(cache.paths());
  }

  @Test
  void needsNoCacheForWhatIsBuiltIntoTheLoader() throws IOException {
    library("usr/lib/x86_64-linux-gnu/libx.so.1");
    tree.put(Entry.symlink("lib", "usr/lib"));
    assertThat(LoaderPaths.missingCache(tree, files)).isEmpty();
  }

  @Test
  void readsEachOfTheFilesThatOneLineIncludes() throws IOException {
    etc("ld.so.conf", "include ld.so.conf.d/a.conf\t/etc/other/*.conf\n");
    etc("ld.so.conf.d/a.conf", "/opt/a\n");
    etc("other/b.conf", "/opt/b\n");
    assertThat(LoaderPaths.configured(tree)).containsExactly("/opt/a", "/opt/b");
  }

  @Test
  void needsACacheForEveryFolderThatConfigurationNames() throws IOException {
    etc("ld.so.conf", "include ld.so.conf.d/*.conf\n");
    etc("ld.so.conf.d/app.conf", "/opt/app/lib/\n");
    library("opt/app/lib/libapp.so.1");
    LibraryCache made = LoaderPaths.missingCache(tree, files).orElseThrow();
    assertThat(made.paths()).containsEntry("libapp.so.1", List.of("/opt/app/lib/libapp.so.1"));
    tree.put(Entry.file(LoaderPaths.CACHE, 0644, Content.of(made.bytes())));
    assertThat(LoaderPaths.missingCache(tree, files)).isEmpty();
  }

  @Test
  void believesTheCacheAndNotTheFolder() throws IOException {
    library("usr/local/lib/libpython3.13.so.1.0");
    files.put(
        "opt/embeds",
        new ElfFile(
            X86_64,
            true,
            List.of("libpython3.13.so.1.0"),
            List.of(),
            Optional.empty(),
            Optional.empty()));
    MissingLibrary lacking = new MissingLibrary("opt/embeds", "libpython3.13.so.1.0");
    Closure without = new Closure(tree, files, LibraryCache.EMPTY, List.of());
    assertThat(without.missing()).containsExactly(lacking);
    assertThat(without.elsewhere(lacking)).containsExactly("usr/local/lib/libpython3.13.so.1.0");
    LibraryCache cache =
        new LibraryCache(
            List.of(
                new LibraryCache.Item(
                    0x303, "libpython3.13.so.1.0", "/usr/local/lib/libpython3.13.so.1.0")));
    assertThat(new Closure(tree, files, cache, List.of()).missing()).isEmpty();
    assertThat(new Closure(tree, files, LibraryCache.EMPTY, List.of("/usr/local/lib")).missing())
        .isEmpty();
  }

  private void etc(String name, String text) {
    tree.put(Entry.file("etc/" + name, 0644, Content.of(text)));
  }

  private void library(String path) {
    tree.put(Entry.directory(path.substring(0, path.lastIndexOf('/')), 0755));
    tree.put(Entry.file(path, 0755, Content.of("")));
    String name = path.substring(path.lastIndexOf('/') + 1);
    files.put(
        path, new ElfFile(X86_64, true, List.of(), List.of(), Optional.of(name), Optional.empty()));
  }

  @Test
  void includesFromTheFolderOfTheIncludingFile() throws IOException {
    etc("ld.so.conf", "include ld.so.conf.d/*.conf\n");
    etc("ld.so.conf.d/app.conf", "include app/*.list\n");
    etc("ld.so.conf.d/app/a.list", "/opt/a\n");
    assertThat(LoaderPaths.configured(tree)).containsExactly("/opt/a");
  }
}
