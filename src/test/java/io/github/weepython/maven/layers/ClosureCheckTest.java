package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.elf.ElfException;
import io.github.weepython.maven.elf.ElfFile;
import io.github.weepython.maven.elf.MissingLibrary;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of images of this machine's own program and libraries. */
class ClosureCheckTest {
  private static final Path PROGRAM = Path.of("/bin/true");
  private static final String ELSEWHERE = "opt/lib/";

  @TempDir Path dir;
  private final HeardProgress progress = new HeardProgress(new ArrayList<>(), new ArrayList<>());
  private final FileTree tree = new FileTree();
  private String libraries = "";
  private int blobs;

  /** A program, its loader and its libraries, where Debian has them. */
  @BeforeEach
  void installProgram() throws IOException {
    Path folder =
        Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow();
    libraries = folder.toString().substring(1) + "/";
    byte[] program = Files.readAllBytes(PROGRAM);
    ElfFile elf = ElfFile.read("bin/true", program).orElseThrow();
    tree.put(Entry.file("usr/bin/true", 0755, Content.of(program)));
    String loader = elf.interpreter().orElseThrow();
    String name = loader.substring(loader.lastIndexOf('/') + 1);
    tree.put(Entry.symlink(loader.substring(1), "/" + libraries + name));
    put(libraries + name, folder.resolve(name));
    for (String library : elf.needed()) {
      put(libraries + library, folder.resolve(library));
    }
  }

  private void put(String path, Path file) throws IOException {
    tree.put(Entry.file(path, 0755, Content.of(Files.readAllBytes(file))));
  }

  private void move(String from, String to) {
    Entry entry = tree.get(from).orElseThrow();
    tree.remove(from);
    tree.put(Entry.file(to, entry.mode(), entry.content()));
  }

  private Layer layer(FileTree files) throws IOException {
    return new LayerWriter(1)
        .write("layer", files, dir.resolve("blob" + blobs++), 0, Compression.FAST);
  }

  private void check(ImageSpec spec, Base base) throws IOException {
    new ClosureCheck(new Store(dir.resolve("cache")), progress)
        .check(spec, base, List.of(layer(tree)), new ImagePrograms.Reader());
  }

  private static ImageSpec plain() {
    return Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG);
  }

  /** A user may add packages for what comes later. */
  private static ImageSpec withPackages() {
    return Specs.here("3.13.5", Suite.TRIXIE, new PackageSelection(List.of("git"), Set.of()));
  }

  @Test
  void findsNothingWrongWithAProgramAndItsLibraries() throws IOException {
    check(plain(), Base.DISTROLESS);
    assertThat(progress.said()).isEmpty();
    assertThat(ClosureCheck.missing(List.of(layer(tree)))).isEmpty();
  }

  @Test
  void refusesAnImageWithoutALibraryInEveryBuild() {
    tree.remove(libraries + "libc.so.6");
    for (int build = 0; build < 2; build++) {
      assertThatThrownBy(() -> check(plain(), Base.DISTROLESS))
          .isInstanceOf(ElfException.class)
          .hasMessageContaining("/usr/bin/true needs libc.so.6");
    }
  }

  @Test
  void looksOnceAtImagesOfTheSameFiles() throws IOException {
    check(plain(), Base.DISTROLESS);
    check(plain(), Base.DISTROLESS);
    tree.put(Entry.file("app.py", 0644, Content.of("print(1)\n")));
    assertThat(progress.steps()).hasSize(1);
    tree.put(Entry.symlink("lib", "usr/lib"));
    check(plain(), Base.DISTROLESS);
    assertThat(progress.steps()).hasSize(2);
  }

  @Test
  void refusesALibraryThatNothingNeedsWhereAllIsWeesChoice() throws IOException {
    move(libraries + "libc.so.6", libraries + "libspare.so.1");
    tree.put(
        Entry.file(
            libraries + "libc.so.6",
            0755,
            tree.get(libraries + "libspare.so.1").orElseThrow().content()));
    check(withPackages(), Base.DISTROLESS);
    assertThatThrownBy(() -> check(plain(), Base.DISTROLESS))
        .isInstanceOf(ElfException.class)
        .hasMessageContaining("\n  /" + libraries + "libspare.so.1\n")
        .hasMessageContaining("templates/closure/unneeded.list");
    new ClosureCheck(new Store(dir.resolve("cache")), progress)
        .checkVariant(plain(), Base.DISTROLESS, List.of(layer(tree)), new ImagePrograms.Reader());
  }

  @Test
  void looksWhereTheImagesOwnVariableSays() throws IOException {
    move(libraries + "libc.so.6", ELSEWHERE + "libc.so.6");
    assertThatThrownBy(() -> check(withPackages(), Base.DISTROLESS))
        .hasMessageContaining("the loader does not look for it in /" + ELSEWHERE + "libc.so.6");
    for (String path : List.of("/opt/lib", "relative:/opt/lib", "/none;/opt/lib")) {
      check(Specs.configured(withPackages(), Map.of("LD_LIBRARY_PATH", path)), Base.DISTROLESS);
    }
  }

  @Test
  void warnsAgainOfWhatOnlyDebiansProgramsMissWithoutLookingAgain() throws IOException {
    tree.remove(libraries + "libc.so.6");
    tree.put(
        Entry.file(
            "var/lib/dpkg/status",
            0644,
            Content.of(
                "Package: tools\n"
                    + "Status: install ok installed\n"
                    + "Version: 1\n"
                    + "Architecture: amd64\n\n")));
    tree.put(
        Entry.file(
            "var/lib/dpkg/info/tools.list",
            0644,
            Content.of("/usr/bin/true\n" + "/" + loader() + "\n")));
    for (int build = 0; build < 2; build++) {
      check(withPackages(), Base.DEBIAN);
    }
    assertThat(progress.steps()).hasSize(1);
    assertThat(progress.said())
        .hasSize(2)
        .allMatch(line -> line.contains("/usr/bin/true (package tools) needs libc.so.6"));
  }

  private String loader() {
    return tree.entries().stream()
        .map(Entry::path)
        .filter(path -> path.startsWith(libraries + "ld-"))
        .findFirst()
        .orElseThrow();
  }

  /** A file in a layer above hides the library below it. */
  @Test
  void seesWhatTheUppermostLayerHas() throws IOException {
    FileTree above = new FileTree();
    above.put(Entry.file(libraries + "libc.so.6", 0644, Content.of("no library\n")));
    List<Layer> layers = List.of(layer(tree), layer(above));
    assertThat(ClosureCheck.missing(layers))
        .extracting(MissingLibrary::library)
        .contains("libc.so.6");
  }

  /** Where a folder became a link or a file, nothing that was in it is there any more. */
  @Test
  void forgetsWhatAFolderHadThatIsNoneAnyMore() throws IOException {
    String own = libraries + "own/";
    put(own + "libown.so.1", PROGRAM);
    FileTree above = new FileTree();
    above.put(Entry.file(libraries + "own", 0644, Content.of("a file now\n")));
    ImagePrograms files = new ImagePrograms.Reader().read(List.of(layer(tree), layer(above)));
    assertThat(files.programs()).containsKey("usr/bin/true").doesNotContainKey(own + "libown.so.1");
    assertThat(files.tree().below(libraries + "own")).isEmpty();
  }
}
