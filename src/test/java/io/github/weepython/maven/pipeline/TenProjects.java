package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.site.SimpleIndexServer;
import io.github.weepython.maven.site.TestWheels;
import io.github.weepython.maven.site.WheelWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ten projects of differing shape that need each other, as wheels, and what is locked of them: an
 * index has more, which neither wee nor pip may take.
 */
final class TenProjects {
  /** Of PEP 600, so that every libc will do. */
  private static final String LINUX = "manylinux_2_17_";

  private static final int PROGRAM = 0100755;
  private static final int LINK = 0120777;

  /**
   * One that is locked.
   *
   * @param marker when it is installed; empty for always
   * @param wheels all that the index has of it
   */
  private record Locked(String name, String version, String marker, List<Path> wheels) {}

  private final Path folder;
  private final String machine;
  private final List<Locked> all = new ArrayList<>();

  /**
   * @param machine as {@code uname -m} names it
   */
  TenProjects(Path folder, String machine) throws Exception {
    this.folder = folder;
    this.machine = machine;
    namespaces();
    scripts();
    dataFiles();
    entryPoints();
    extras();
    markers();
    path();
    large();
    compiled();
    platforms();
  }

  private void add(String name, String version, String marker, Path... wheels) {
    all.add(new Locked(name, version, marker, List.of(wheels)));
  }

  private static WheelWriter pure(String name, String version) {
    return new WheelWriter(name, version, "py3-none-any");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Two wheels, neither of which has the package's own __init__.py (PEP 420). */
  private void namespaces() throws IOException {
    add(
        "acme.one",
        "1.0",
        "",
        pure("acme_one", "1.0")
            .file("acme/one/__init__.py", "")
            .metadata("Requires-Dist: Acme_Two>=2")
            .write(folder));
    add(
        "acme-two",
        "2.0.post1",
        "",
        pure("acme_two", "2.0.post1").file("acme/two/deep/mod.py", "X = 2\n").write(folder));
  }

  /** Of both of the format's first lines, of a shell, and a program without a first line. */
  private void scripts() throws IOException {
    String data = "scripted-1.0.data/scripts/";
    add(
        "scripted",
        "1.0",
        "",
        pure("scripted", "1.0")
            .file(data + "run", bytes("#!python\nprint('run')\n"), PROGRAM)
            .file(data + "window", bytes("#!pythonw -E\nprint('window')\n"), PROGRAM)
            .file(data + "shell.sh", "#!/bin/sh\necho shell\n")
            .file(data + "raw", new byte[] {0x7f, 0, 1, (byte) 0xff}, PROGRAM)
            .file("scripted.py", "\n")
            .write(folder));
  }

  /** In all schemes, with odd names, modes and a symbolic link of the archive. */
  private void dataFiles() throws IOException {
    String data = "stuff-1!1.5.data/";
    add(
        "stuff",
        "1!1.5",
        "",
        pure("stuff", "1!1.5")
            .file(data + "data/etc/stuff/stuff.ini", "[stuff]\n")
            .file(data + "data/share/stuff/größe 1,5.txt", "groß\n")
            .file(data + "headers/stuff.h", "#define STUFF 1\n")
            .file(data + "purelib/pure_stuff.py", "PURE = 1\n")
            .file(data + "platlib/plat_stuff.py", "PLAT = 1\n")
            .file("stuff/empty", "")
            .file("stuff/back\\slash.txt", "one name\n")
            .file("stuff/Case.txt", "upper\n")
            .file("stuff/case.txt", "lower\n")
            .file("stuff/tool", bytes("#!/bin/sh\n"), PROGRAM)
            .file("stuff/link", bytes("empty"), LINK)
            .info("licenses/LICENSE.txt", "Do what you want.\n")
            .info("sboms/stuff.cdx.json", "{}\n")
            .write(folder));
  }

  private void entryPoints() throws IOException {
    add(
        "Tool.Kit",
        "3.0+local.1",
        "",
        pure("tool_kit", "3.0+local.1")
            .file("tool_kit/__init__.py", "def main(): pass\n\n\nclass A:\n    b = main\n")
            .info(
                "entry_points.txt",
                "[console_scripts]\ntool = tool_kit:main\ntool-more = tool_kit:A.b [more]\n"
                    + "[gui_scripts]\ntool-window = tool_kit:main\n"
                    + "[tool_kit.plugins]\nown = tool_kit\n")
            .metadata("Requires-Dist: stuff (<2!0)")
            .metadata("Provides-Extra: more")
            .metadata("Requires-Dist: nowhere; extra == 'more'")
            .write(folder));
  }

  private void extras() throws IOException {
    add(
        "web",
        "1.0",
        "",
        pure("web", "1.0")
            .file("web.py", "\n")
            .metadata("Provides-Extra: fast")
            .metadata("Requires-Dist: speedups~=0.9; extra == 'fast'")
            .metadata("Requires-Dist: tool.kit==3.*")
            .write(folder));
    add("speedups", "0.9.1", "", pure("speedups", "0.9.1").file("speedups.py", "").write(folder));
  }

  private void markers() throws IOException {
    add(
        "portable",
        "1.0",
        "",
        pure("portable", "1.0")
            .file("portable.py", "\n")
            .metadata("Requires-Dist: winonly; sys_platform == 'win32'")
            .metadata("Requires-Dist: backport; python_version < '3.8'")
            .metadata("Requires-Dist: posixonly; os_name == 'posix' and 'linux' in sys_platform")
            .write(folder));
    add(
        "winonly",
        "1.0",
        "sys_platform == 'win32'",
        pure("winonly", "1.0").file("winonly.py", "\n").write(folder));
    add(
        "posixonly",
        "1.0",
        "sys_platform not in 'win32, darwin'",
        pure("posixonly", "1.0").file("posixonly.py", "\n").write(folder));
  }

  private void path() throws IOException {
    add(
        "hook",
        "1.0rc1",
        "",
        pure("hook", "1.0rc1")
            .file("hook.pth", "import hook_impl\n")
            .file("hook_impl.py", "DONE = True\n")
            .write(folder));
  }

  private void large() throws IOException {
    byte[] noise = new byte[3_000_000];
    new Random(7).nextBytes(noise);
    add(
        "large",
        "1.0",
        "",
        pure("large", "1.0")
            .file("large/__init__.py", "")
            .file("large/data.bin", noise, 0100644)
            .write(folder));
  }

  /** By this machine's compiler; the better of two wheels is its interface's. */
  private void compiled() throws Exception {
    Path source = Files.writeString(folder.resolve("fast.c"), "int answer(void) { return 42; }\n");
    Path library = folder.resolve("fast.so");
    Process gcc =
        new ProcessBuilder("gcc", "-shared", "-o", library.toString(), source.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
    byte[] bytes = Files.readAllBytes(library);
    WheelWriter own = new WheelWriter("fast", "1.0", "cp313-cp313-" + LINUX + machine);
    WheelWriter stable = new WheelWriter("fast", "1.0", "cp38-abi3-" + LINUX + machine);
    add(
        "fast",
        "1.0",
        "",
        own.file("fast/_core.cpython-313.so", bytes, PROGRAM)
            .file("fast/__init__.py", "from fast import _core\n")
            .write(folder),
        stable.file("fast/_core.abi3.so", bytes, PROGRAM).write(folder),
        pure("fast", "1.0").file("fast/slow.py", "\n").write(folder));
  }

  private void platforms() throws IOException {
    List<Path> wheels = new ArrayList<>();
    for (String platform :
        List.of(
            LINUX + "x86_64",
            LINUX + "aarch64",
            "manylinux_2_99_" + machine,
            "musllinux_1_2_" + machine,
            "macosx_11_0_arm64",
            "win_amd64")) {
      wheels.add(
          new WheelWriter("native", "1.0", "cp38-abi3-" + platform)
              .file("native.py", "PLATFORM = '" + platform + "'\n")
              .write(folder));
    }
    add("native", "1.0", "", wheels.toArray(Path[]::new));
  }

  /** As pip-compile --generate-hashes writes it. */
  String requirements() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Locked one : all) {
      String name = one.name.equals("web") ? "web[fast]" : one.name;
      String marker = one.marker.isEmpty() ? "" : " ; " + one.marker;
      text.append(TestWheels.pinned(name, one.version + marker, one.wheels.toArray(Path[]::new)));
    }
    return text.toString();
  }

  /** A lock of PEP 751. */
  String lock(SimpleIndexServer index) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "lock-version = \"1.0\"\ncreated-by = \"a test\"\nrequires-python = \">=3.8\"\n");
    for (Locked one : all) {
      text.append(
          "\n[[packages]]\nname = \"%s\"\nversion = \"%s\"\nindex = \"%s\"\n"
              .formatted(one.name, one.version, index.url()));
      if (!one.marker.isEmpty()) {
        text.append("marker = \"%s\"\n".formatted(one.marker));
      }
      text.append("wheels = [\n");
      for (Path wheel : one.wheels) {
        text.append(
            "  {name = \"%s\", url = \"%s\", upload-time = 2026-01-01T00:00:00Z, size = %d, hashes = {sha256 = \"%s\"}},\n"
                .formatted(
                    wheel.getFileName(),
                    index.file(wheel),
                    Files.size(wheel),
                    Digest.of(wheel).hex()));
      }
      text.append("]\n");
    }
    return text.toString();
  }
}
