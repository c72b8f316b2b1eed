package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** templates/compile/symbols.sh on a program of two lines, by this machine's gcc and binutils. */
class SymbolsIT {
  private static final String NAME = "python3.13";

  @TempDir Path folder;
  private Path built;
  private Path local;
  private Path out;

  @BeforeEach
  void folders() throws IOException {
    built = Files.createDirectories(folder.resolve("built"));
    local = Files.createDirectories(folder.resolve("local"));
    out = Files.createDirectories(folder.resolve("out"));
    for (Path path : List.of(built, local)) {
      Files.createDirectories(path.resolve("bin"));
      Files.createDirectories(path.resolve("lib"));
    }
  }

  private String run(int status, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isEqualTo(status);
    return said;
  }

  /** Compiles main() into a tree, in a folder whose path says nothing. */
  private Path program(Path tree, String flag, String body) throws Exception {
    Files.writeString(folder.resolve("greet.c"), "int main(void) {\n  " + body + "\n}\n");
    Path made = tree.resolve("bin").resolve(NAME);
    run(0, "gcc", "-O2", "-Wl,--build-id", flag, "-o", made.toString(), "greet.c");
    return made;
  }

  private String symbols(int status) throws Exception {
    String script =
        Files.readString(Path.of("templates/compile/symbols.sh").toAbsolutePath())
            .replace("/tmp/", folder + "/") // first: the folder may be there itself
            .replace("@tools@", "")
            .replace("@majorMinor@", "3.13")
            .replace("@frames@", "print('finds frames')")
            .replace("/wee/built", built.toString())
            .replace("/wee/out", out.toString())
            .replace("/usr/src/python", folder.toString())
            .replaceAll("(?<!debug|\\.\\.)/usr/local", local.toString());
    assertThat(script).doesNotContainPattern("@[a-zA-Z]+@");
    Path file = folder.resolve("symbols.sh");
    Files.writeString(file, "set -eu\nphase() { echo \"$@\"; }\n" + script);
    return run(status, "sh", file.toString());
  }

  private String buildId(Path file) throws Exception {
    return run(0, "readelf", "-n", file.toString())
        .replaceAll("(?s).*Build ID: ([0-9a-f]+).*", "$1");
  }

  @Test
  void standWhereADebuggerLooksByTheBuildIdOfWhatIsInTheImage() throws Exception {
    Path shipped = program(built, "-g0", "return 42;");
    run(0, "strip", "--strip-unneeded", shipped.toString());
    Path named = program(local, "-g", "return 42;");
    assertThat(buildId(named)).isNotEqualTo(buildId(shipped));

    symbols(0);

    String id = buildId(shipped);
    Path file = out.resolve("usr/lib/debug/.build-id/" + id.substring(0, 2));
    file = file.resolve(id.substring(2) + ".debug");
    assertThat(file).isRegularFile();
    assertThat(buildId(file)).isEqualTo(id);
    assertThat(run(0, "readelf", "--debug-dump=info", file.toString())).contains("greet.c");
    // A debugger takes the two for one program.
    Path joined = folder.resolve("joined");
    run(0, "eu-unstrip", shipped.toString(), file.toString(), "-o", joined.toString());
    assertThat(run(0, "nm", joined.toString())).contains(" T main");
  }

  @Test
  void areRefusedWhereTheCodeIsAnother() throws Exception {
    program(built, "-g0", "return 42;");
    program(local, "-g", "return 43;");

    assertThat(symbols(1)).contains("The code of bin/python3.13 is not what the image has");
    try (Stream<Path> made = Files.walk(out)) {
      assertThat(made.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void areTakenOfEveryLibraryAndModule() throws Exception {
    List<String> names = List.of("lib/libpython3.13.so.1.0", "lib/_wee.so");
    for (String name : names) {
      String body = "return " + names.indexOf(name) + ";";
      for (Path tree : List.of(built, local)) {
        Files.move(program(tree, tree.equals(local) ? "-g" : "-g0", body), tree.resolve(name));
      }
    }

    symbols(0);

    for (String name : names) {
      String id = buildId(built.resolve(name));
      assertThat(out.resolve("usr/lib/debug/.build-id").resolve(id.substring(0, 2)))
          .isDirectoryContaining("glob:**/" + id.substring(2) + ".debug");
    }
  }

  @Test
  void comeWithTheExtensionThatDebuggersLoadByThemselves() throws Exception {
    Files.createDirectories(folder.resolve("Tools/gdb"));
    Files.writeString(folder.resolve("Tools/gdb/libpython.py"), "print('knows py-bt')\n");
    Path shipped = program(built, "-g0", "return 42;");
    program(local, "-g", "return 42;");

    symbols(0);

    Path debug = out.resolve("usr/lib/debug");
    Path extension = debug.resolve("usr/local/bin/python3.13-gdb.py");
    String id = buildId(shipped);
    assertThat(extension).content().isEqualTo("print('knows py-bt')\n\n\nprint('finds frames')\n");
    assertThat(
            debug
                .resolve(".build-id")
                .resolve(id.substring(0, 2))
                .resolve(id.substring(2) + ".debug-gdb.py")
                .toRealPath())
        .isEqualTo(extension.toRealPath());
  }
}
